//! The processes of a bench, and the directory they work in.

use super::error::BenchError;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A directory of this run, removed at its end.
pub(super) struct Place(PathBuf);

impl Place {
    pub(super) fn make(scratch: &Path) -> Result<Place, BenchError> {
        let dir = scratch.join(format!("naru-bench-{}", std::process::id()));
        std::fs::create_dir_all(&dir).map_err(BenchError::io(format!("make {}", dir.display())))?;
        Ok(Place(dir))
    }

    /// A directory in it, for one of two networks that stand beside each other.
    pub(super) fn part(&self, name: &str) -> Result<Place, BenchError> {
        let dir = self.path(name);
        std::fs::create_dir_all(&dir).map_err(BenchError::io(format!("make {}", dir.display())))?;
        Ok(Place(dir))
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Removes what an earlier bench of this run has left.
    pub(super) fn clear(&self) -> Result<(), BenchError> {
        let failed = || BenchError::io(format!("empty {}", self.0.display()));
        for entry in std::fs::read_dir(&self.0).map_err(failed())? {
            std::fs::remove_file(entry.map_err(failed())?.path()).map_err(failed())?;
        }
        Ok(())
    }

    /// The path as an argument.
    pub(super) fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A server of the bench. It ends with this value, and by itself when this process is gone: its
/// standard input is a pipe from here.
pub(super) struct Served {
    child: Child,
    pub(super) addr: SocketAddr,
}

impl Served {
    /// Starts `program bench-serve args…` and waits for the line with its address.
    pub(super) fn start(program: &Path, args: &[&str]) -> Result<Served, BenchError> {
        let mut child = Command::new(program)
            .arg("bench-serve")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(BenchError::io(format!("start {}", program.display())))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out)
                .read_line(&mut line)
                .map_err(BenchError::io("read the address of a server of the bench"))?;
        }
        match line.trim().parse() {
            Ok(addr) => Ok(Served { child, addr }),
            Err(_) => {
                let what = format!("the server of `{}` did not start; it said {line:?}", args[0]);
                drop((child.kill(), child.wait()));
                Err(BenchError::Unexpected(what))
            }
        }
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it without warning (SIGKILL): what was acknowledged must be in the files already.
    pub(super) fn kill(mut self) -> Result<(), BenchError> {
        self.child.kill().map_err(BenchError::io("kill a server of the bench"))?;
        self.child.wait().map_err(BenchError::io("wait for a server of the bench"))?;
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop((self.child.kill(), self.child.wait()));
    }
}

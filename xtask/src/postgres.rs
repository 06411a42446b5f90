//! An ephemeral PostgreSQL cluster for one test run: made in a temporary directory, gone on drop.
//!
//! `initdb` refuses to run as root, so then an unprivileged user takes over (`postgres` if there
//! is one, else nobody). Nothing is durable on purpose: the tests are about behaviour.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Nobody's uid: any unprivileged one will do.
const NOBODY: u32 = 65534;

/// A running cluster.
pub struct Cluster {
    dir: PathBuf,
    bin: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
}

impl Cluster {
    /// Starts a cluster on a free port of the loopback interface.
    pub fn start() -> Result<Cluster, String> {
        let bin = find_bin().ok_or(
            "PostgreSQL's initdb and pg_ctl were not found on PATH or in /usr/lib/postgresql; \
             install the package `postgresql`",
        )?;
        let dir = std::env::temp_dir().join(format!("naru-pg-{}", std::process::id()));
        let failed = |what: &str, e: io::Error| format!("{what} {}: {e}", dir.display());
        fs::create_dir_all(&dir).map_err(|e| failed("could not create", e))?;
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700))
            .map_err(|e| failed("could not protect", e))?;
        let is_root = fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0);
        let user = is_root.then(|| postgres_user().unwrap_or((NOBODY, NOBODY)));
        if let Some((uid, gid)) = user {
            chown(&dir, Some(uid), Some(gid)).map_err(|e| failed("could not hand over", e))?;
        }
        let port = free_port().map_err(|e| format!("no free port: {e}"))?;
        let cluster = Cluster { dir, bin, user, port };
        let data = cluster.dir.join("data");
        let data = data.to_str().ok_or("the temporary directory's name is not UTF-8")?;
        let initdb = ["-D", data, "-U", "naru", "-A", "trust", "-E", "UTF8", "--no-sync"];
        cluster.run("initdb", &[&initdb[..], &["--locale=C.UTF-8"]].concat())?;
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{}' \
             -c fsync=off -c full_page_writes=off -c max_connections=200",
            cluster.dir.display()
        );
        let log = cluster.dir.join("server.log");
        let log = log.to_str().ok_or("the temporary directory's name is not UTF-8")?;
        cluster.run("pg_ctl", &["-D", data, "-l", log, "-w", "-o", &options, "start"])?;
        Ok(cluster)
    }

    /// A superuser's address: the value of `NARU_TEST_PG_URL`.
    pub fn url(&self) -> String {
        format!("postgres://naru@127.0.0.1:{}/postgres", self.port)
    }

    fn run(&self, program: &str, args: &[&str]) -> Result<(), String> {
        let path = self.bin.join(program);
        let mut command = match self.user {
            Some((uid, gid)) => {
                let mut it = Command::new("setpriv");
                it.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}"));
                it.arg("--clear-groups").arg(&path);
                it
            }
            None => Command::new(&path),
        };
        command.args(args).current_dir(&self.dir).env_remove("PGDATA").env("LC_ALL", "C.UTF-8");
        // The server inherits what it is given: a pipe would keep `pg_ctl start` from ending.
        let out = self.dir.join(format!("{program}.out"));
        let file = fs::File::create(&out).map_err(|e| format!("{}: {e}", out.display()))?;
        let twin = file.try_clone().map_err(|e| format!("{}: {e}", out.display()))?;
        let ran = command.stdin(std::process::Stdio::null()).stdout(file).stderr(twin).output();
        match ran {
            Ok(Output { status, .. }) if status.success() => Ok(()),
            Ok(Output { status, .. }) => {
                let said = fs::read_to_string(&out).unwrap_or_default();
                let log = fs::read_to_string(self.dir.join("server.log")).unwrap_or_default();
                Err(format!("{} ended with {status}\n{said}{log}", path.display()))
            }
            Err(e) => Err(format!("{} did not run: {e}", path.display())),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.dir.join("data");
        if let Some(data) = data.to_str()
            && let Err(e) = self.run("pg_ctl", &["-D", data, "-m", "immediate", "-w", "stop"])
        {
            eprintln!("the test cluster did not stop: {e}");
        }
        drop(fs::remove_dir_all(&self.dir));
    }
}

/// The directory of `initdb` and `pg_ctl`, the newest version first.
fn find_bin() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|it| Some((it.file_name().to_str()?.parse().ok()?, it.path().join("bin"))))
        .collect();
    versions.sort();
    let installed = versions.into_iter().rev().map(|(_, path)| path);
    let has_both = |dir: &Path| dir.join("initdb").is_file() && dir.join("pg_ctl").is_file();
    std::env::split_paths(&on_path).chain(installed).find(|dir| has_both(dir))
}

fn postgres_user() -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let line = users.lines().find(|line| line.starts_with("postgres:"))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

//! An ephemeral PostgreSQL cluster for one test run: made in memory or in a temporary directory,
//! gone on drop.
//!
//! `initdb` refuses to run as root, so then an unprivileged user takes over (`postgres` if there
//! is one, else nobody). Nothing is durable on purpose: the tests are about behaviour.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Nobody's uid: any unprivileged one will do.
const NOBODY: u32 = 65534;

/// What the cluster may come to need: its log, and a database for each test that runs.
const ROOM_KIB: u64 = 2 << 20;

/// A running cluster.
pub struct Cluster {
    dir: PathBuf,
    bin: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
    /// Ends the server and removes its files when its standard input closes: also when this
    /// process is interrupted or killed and runs no destructor.
    guard: Option<Child>,
}

impl Cluster {
    /// Starts a cluster on a free port of the loopback interface.
    pub fn start() -> Result<Cluster, String> {
        let bin = find_bin().ok_or(
            "PostgreSQL's initdb and pg_ctl were not found on PATH or in /usr/lib/postgresql; \
             install the package `postgresql`",
        )?;
        let dir = room().join(format!("naru-pg-{}", std::process::id()));
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
        let mut cluster = Cluster { dir, bin, user, port, guard: None };
        cluster.guard = Some(cluster.start_guard()?);
        let data = cluster.dir.join("data");
        let data = data.to_str().ok_or("the temporary directory's name is not UTF-8")?;
        let initdb = ["-D", data, "-U", "naru", "-A", "trust", "-E", "UTF8", "--no-sync"];
        cluster.run("initdb", &[&initdb[..], &["--locale=C.UTF-8"]].concat())?;
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{}' \
             -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 \
             -c max_wal_size=256MB -c max_connections=200",
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

    /// A process that waits for us to end, in whatever way.
    fn start_guard(&self) -> Result<Child, String> {
        // In a group of its own, so that Ctrl-C in the terminal does not end it before its work.
        let stop = self.command("pg_ctl");
        let script = r#"read -r _; "$@" -D "$0/data" -m immediate -w stop; rm -rf "$0""#;
        let mut guard = Command::new("sh");
        guard.arg("-c").arg(script).arg(&self.dir).arg(stop.get_program()).args(stop.get_args());
        guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        guard.spawn().map_err(|e| format!("cannot start the guard of the test cluster: {e}"))
    }

    /// One of PostgreSQL's programs, as the user that owns the cluster.
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        let Some((uid, gid)) = self.user else { return Command::new(path) };
        let mut command = Command::new("setpriv");
        command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}"));
        command.arg("--clear-groups").arg(path);
        command
    }

    fn run(&self, program: &str, args: &[&str]) -> Result<(), String> {
        let mut command = self.command(program);
        command.args(args).current_dir(&self.dir).env_remove("PGDATA").env("LC_ALL", "C.UTF-8");
        // The server inherits what it is given: a pipe would keep `pg_ctl start` from ending.
        let out = self.dir.join(format!("{program}.out"));
        let file = fs::File::create(&out).map_err(|e| format!("{}: {e}", out.display()))?;
        let twin = file.try_clone().map_err(|e| format!("{}: {e}", out.display()))?;
        let ran = command.stdin(Stdio::null()).stdout(file).stderr(twin).output();
        match ran {
            Ok(Output { status, .. }) if status.success() => Ok(()),
            Ok(Output { status, .. }) => {
                let said = fs::read_to_string(&out).unwrap_or_default();
                let log = fs::read_to_string(self.dir.join("server.log")).unwrap_or_default();
                Err(format!("{program} ended with {status}\n{said}{log}"))
            }
            Err(e) => Err(format!("{program} did not run: {e}")),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(mut guard) = self.guard.take() else { return };
        drop(guard.stdin.take()); // its signal
        if let Err(e) = guard.wait() {
            eprintln!("the test cluster in {} was not cleared: {e}", self.dir.display());
        }
    }
}

/// Where the cluster's files go: into memory if there is room. Each test makes and drops a database
/// of a thousand files, and a file system on a disk that looks for a number for a new file which no
/// lately deleted one had (ext4) spends more time on that than the tests on themselves.
fn room() -> PathBuf {
    let memory = Path::new("/dev/shm");
    match free_kib(memory) {
        Some(free) if free >= ROOM_KIB => memory.to_owned(),
        _ => std::env::temp_dir(),
    }
}

/// What is free where a path lies.
fn free_kib(path: &Path) -> Option<u64> {
    let out = Command::new("df").args(["-k", "--output=avail"]).arg(path).output().ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    text.lines().nth(1)?.trim().parse().ok().filter(|_| out.status.success())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_free_is_told_and_nothing_is_where_nothing_is() {
        assert!(free_kib(&std::env::temp_dir()).is_some_and(|free| free > 0));
        assert_eq!(free_kib(Path::new("/nowhere/at/all")), None);
    }

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        if find_bin().is_none() {
            eprintln!("skipped: PostgreSQL is not installed");
            return;
        }
        let cluster = Cluster::start().unwrap();
        let (dir, port) = (cluster.dir.clone(), cluster.port);
        assert!(cluster.url().contains(&port.to_string()));
        std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
        drop(cluster);
        assert!(!dir.exists());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}

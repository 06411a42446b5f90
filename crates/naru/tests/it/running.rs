//! A program of ours while it runs: what it says so far, signals, its end.

use crate::bed::{Ran, command};
use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Far beyond anything that is waited for, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(50);

/// A process. Killed with the test if it is still there.
pub struct Running {
    child: Child,
    pub out: Lines,
    pub err: Lines,
}

/// The lines of one of its outputs.
pub struct Lines {
    seen: Vec<String>,
    coming: Receiver<String>,
}

/// Starts `naru` with these words, in English.
pub fn start(words: &[&str]) -> Running {
    spawn(command(words))
}

/// Starts a program that becomes `naru`.
pub fn spawn(mut command: Command) -> Running {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let out = Lines::of(child.stdout.take().unwrap());
    let err = Lines::of(child.stderr.take().unwrap());
    Running { child, out, err }
}

/// Waits until `f` gives something.
pub fn until<T>(what: &str, mut f: impl FnMut() -> Option<T>) -> T {
    #[expect(clippy::disallowed_methods, reason = "a test gives up after a time")]
    let now = Instant::now;
    let began = now();
    loop {
        if let Some(it) = f() {
            return it;
        }
        assert!(began.elapsed() < PATIENCE, "in vain: {what}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

impl Lines {
    fn of(pipe: impl Read + Send + 'static) -> Lines {
        let (send, coming) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Lines { seen: Vec::new(), coming }
    }

    /// Reads on until `f` makes something of a line.
    pub fn until<T>(&mut self, what: &str, f: impl Fn(&str) -> Option<T>) -> T {
        loop {
            match self.coming.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let found = f(&line);
                    self.seen.push(line);
                    if let Some(found) = found {
                        return found;
                    }
                }
                Err(why) => panic!("{what}: {why}; it said {:#?}", self.seen),
            }
        }
    }

    /// The next line, as JSON.
    pub fn json(&mut self) -> serde_json::Value {
        self.until("a line of JSON", |line| Some(serde_json::from_str(line).expect(line)))
    }

    fn all(&mut self) -> String {
        loop {
            match self.coming.recv_timeout(PATIENCE) {
                Ok(line) => self.seen.push(line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end: {:#?}", self.seen),
            }
        }
        self.seen.iter().map(|line| format!("{line}\n")).collect()
    }
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, as an orchestrator (`TERM`) or a person (`INT`) does.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Ends it at once, in whatever it is doing.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for its end.
    pub fn ended(mut self) -> Ran {
        let (out, err) = (self.out.all(), self.err.all());
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        Ran { code, out, err }
    }

    /// Asks it to stop and waits until it has.
    pub fn stopped(self) -> Ran {
        self.signal("TERM");
        self.ended()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Mostly it is gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

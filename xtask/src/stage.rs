//! A stage of a run: announced, boxed in time, timed; the table of all of them at the end.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A command with the variables it needs, printable as a line to paste.
pub(crate) struct Line {
    /// Extra variables.
    pub(crate) variables: Vec<(&'static str, String)>,
    /// Program.
    pub(crate) program: String,
    /// Arguments.
    pub(crate) arguments: Vec<String>,
}

impl Line {
    /// A command from words: `Line::new("cargo fmt --all")`.
    pub(crate) fn new(words: &str) -> Line {
        let mut words = words.split_whitespace().map(str::to_owned);
        let program = words.next().unwrap_or_default();
        Line { variables: Vec::new(), program, arguments: words.collect() }
    }
    /// With one more argument, spaces and all.
    pub(crate) fn arg(mut self, argument: &str) -> Line {
        self.arguments.push(argument.to_owned());
        self
    }
    /// With a variable.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Line {
        self.variables.push((name, value.to_owned()));
        self
    }
    /// The line as one would type it.
    pub(crate) fn shown(&self) -> String {
        let quoted = |text: &str| {
            let is_plain = text.chars().all(|c| c.is_alphanumeric() || "-_./=,:+".contains(c));
            if is_plain { text.to_owned() } else { format!("'{text}'") }
        };
        let mut words: Vec<String> = self
            .variables
            .iter()
            .map(|(name, value)| format!("{name}={}", quoted(value)))
            .collect();
        words.push(quoted(&self.program));
        words.extend(self.arguments.iter().map(|argument| quoted(argument)));
        words.join(" ")
    }
}

/// What a stage does.
pub(crate) enum Work {
    /// Runs a command.
    Run(Line),
    /// Calls a function of xtask; the text repeats it.
    Call(fn() -> Result<(), String>, &'static str),
}

/// A named piece of work with a time box.
pub(crate) struct Stage {
    /// Name in the table.
    pub(crate) name: &'static str,
    /// Longer than this is a failure.
    pub(crate) minutes_max: u64,
    /// The work.
    pub(crate) work: Work,
    /// May run at the same time as a neighbour that may too.
    pub(crate) is_beside: bool,
}

/// Runs the stages in order and stops at the first that fails. Prints the table either way.
///
/// Neighbours that are [`Stage::beside`] each other run at the same time: each mostly waits, or
/// keeps one core busy. What they print is shown whole, one after the other.
pub(crate) fn run_all(stages: &[Stage]) -> Result<(), String> {
    let started = now();
    let mut rows = Vec::new();
    let mut failure = None;
    for group in stages.chunk_by(|one, next| one.is_beside && next.is_beside) {
        if failure.is_some() {
            rows.extend(group.iter().map(|stage| format!("  {:<12} not run", stage.name)));
            continue;
        }
        for (stage, (outcome, took)) in group.iter().zip(run_group(group)) {
            let word = if outcome.is_ok() { "ok" } else { "FAILED" };
            rows.push(format!("  {:<12} {:>8}  {word}", stage.name, seconds(took)));
            failure = failure.or_else(|| outcome.err().map(|why| (stage, why)));
        }
    }
    println!("\nStages:\n{}\n  {:<12} {:>8}", rows.join("\n"), "total", seconds(started.elapsed()));
    match failure {
        None => Ok(()),
        Some((stage, why)) => Err(format!(
            "the stage `{}` failed: {why}\nTo repeat it alone:\n  {}",
            stage.name,
            stage.repeat()
        )),
    }
}

/// How a stage ended, and how long it took.
type Ended = (Result<(), String>, Duration);

fn run_group(group: &[Stage]) -> Vec<Ended> {
    if let [stage] = group {
        println!("\n=== {} (at most {} min)", stage.name, stage.minutes_max);
        return vec![told(stage, timed(|| stage.run()))];
    }
    let names = group.iter().map(|stage| stage.name).collect::<Vec<_>>().join(", ");
    println!("\n=== side by side: {names}");
    std::thread::scope(|scope| {
        let running: Vec<_> = group
            .iter()
            .map(|stage| scope.spawn(move || timed(|| stage.run_into(&log_of(stage)))))
            .collect();
        let ends = running.into_iter().zip(group).map(|(running, stage)| {
            let lost = || (Err("its thread ended before it".to_owned()), Duration::ZERO);
            let ended = running.join().unwrap_or_else(|_| lost());
            println!("\n=== {} (at most {} min)", stage.name, stage.minutes_max);
            match std::fs::read(log_of(stage)) {
                Ok(text) => println!("{}", String::from_utf8_lossy(&text).trim_end()),
                Err(e) => println!("what it printed cannot be read: {e}"),
            }
            told(stage, ended)
        });
        ends.collect()
    })
}

fn told(stage: &Stage, (outcome, took): Ended) -> Ended {
    let word = if outcome.is_ok() { "ok" } else { "FAILED" };
    println!("=== {}: {word} after {}", stage.name, seconds(took));
    (outcome, took)
}

fn timed(work: impl FnOnce() -> Result<(), String>) -> Ended {
    let begun = now();
    let outcome = work();
    (outcome, begun.elapsed())
}

/// Where a stage prints that runs beside another.
fn log_of(stage: &Stage) -> PathBuf {
    let name = format!("naru-stage-{}-{}.log", stage.name, std::process::id());
    std::env::temp_dir().join(name)
}

impl Stage {
    fn run(&self) -> Result<(), String> {
        let limit = Duration::from_secs(self.minutes_max * 60);
        match &self.work {
            Work::Call(call, _) => call(),
            Work::Run(line) => run(line, limit),
        }
    }

    /// The same, printing into a file.
    fn run_into(&self, log: &Path) -> Result<(), String> {
        let Work::Run(line) = &self.work else { return self.run() };
        let made = File::create(log).and_then(|file| Ok((file.try_clone()?, file)));
        let (out, err) = made.map_err(|e| format!("cannot write {}: {e}", log.display()))?;
        run_to(line, Duration::from_secs(self.minutes_max * 60), (out.into(), err.into()))
    }

    /// It may run beside its neighbours.
    pub(crate) fn beside(self) -> Stage {
        Stage { is_beside: true, ..self }
    }

    fn repeat(&self) -> String {
        match &self.work {
            Work::Call(_, text) => (*text).to_owned(),
            Work::Run(line) => line.shown(),
        }
    }
}

/// Runs a command that prints straight to our output, within a time box.
pub(crate) fn run(line: &Line, limit: Duration) -> Result<(), String> {
    println!("$ {}", line.shown());
    run_to(line, limit, (Stdio::inherit(), Stdio::inherit()))
}

fn run_to(line: &Line, limit: Duration, (out, err): (Stdio, Stdio)) -> Result<(), String> {
    let mut command = Command::new(&line.program);
    command.args(&line.arguments).stdin(Stdio::null()).current_dir(crate::tree::root());
    command.envs(line.variables.iter().map(|(name, value)| (*name, value)));
    let child = command
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(|e| format!("cannot start {}: {e}", line.program))?;
    match wait(child, limit)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("{status}")),
        None => Err(format!("still running after {}, so it was stopped", seconds(limit))),
    }
}

/// Runs a command and shows only the lines that are wanted; all of them if it fails.
pub(crate) fn run_showing(
    line: &Line,
    limit: Duration,
    is_wanted: fn(&str) -> bool,
) -> Result<(), String> {
    println!("$ {}", line.shown());
    let mut command = Command::new(&line.program);
    command.args(&line.arguments).stdin(Stdio::null()).current_dir(crate::tree::root());
    command.envs(line.variables.iter().map(|(name, value)| (*name, value)));
    // cargo and nextest report on the error output.
    command.stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| format!("cannot start {}: {e}", line.program))?;
    let output = child.stderr.take().ok_or("the command has no error output")?;
    let reader = std::thread::spawn(move || {
        let mut hidden = Vec::new();
        for text in BufReader::new(output).lines().map_while(Result::ok) {
            if is_wanted(&text) {
                println!("{}", text.trim_end());
            } else {
                hidden.push(text);
            }
        }
        hidden
    });
    let ended = wait(child, limit)?;
    let hidden = reader.join().unwrap_or_default();
    match ended {
        Some(status) if status.success() => Ok(()),
        ended => {
            println!("{}", hidden.join("\n"));
            let stopped = || format!("still running after {}, so it was stopped", seconds(limit));
            Err(ended.map_or_else(stopped, |status| status.to_string()))
        }
    }
}

/// The child's end, or nothing if it had to be stopped.
fn wait(mut child: Child, limit: Duration) -> Result<Option<ExitStatus>, String> {
    let pid = child.id().to_string();
    let (send, ended) = channel();
    std::thread::spawn(move || send.send(child.wait()));
    // Asked politely first: cargo and nextest then stop what they started.
    let steps = [(limit, "-TERM"), (Duration::from_secs(20), "-KILL")];
    for (patience, signal) in steps {
        match ended.recv_timeout(patience) {
            Ok(Ok(status)) if signal == "-TERM" => return Ok(Some(status)),
            Ok(Ok(_)) => return Ok(None),
            Ok(Err(e)) => return Err(format!("cannot wait for a command: {e}")),
            Err(RecvTimeoutError::Disconnected) => return Err("lost a command".to_owned()),
            Err(RecvTimeoutError::Timeout) => {
                // If kill itself fails the command has just ended; the next wait says so.
                let _ended_anyway = Command::new("kill").args([signal, &pid]).status();
            }
        }
    }
    Ok(None)
}

#[expect(clippy::disallowed_methods, reason = "stages are timed for people; nothing depends on it")]
fn now() -> Instant {
    Instant::now()
}

fn seconds(duration: Duration) -> String {
    format!("{}.{} s", duration.as_secs(), duration.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_be_pasted() {
        let line = Line::new("cargo nextest run -E").arg("test(a) | test(b)").with("A", "1");
        assert_eq!(line.shown(), "A=1 cargo nextest run -E 'test(a) | test(b)'");
    }

    #[test]
    fn failures_and_time_boxes_are_told() {
        let box_of = Duration::from_secs;
        assert_eq!(run(&Line::new("true"), box_of(30)), Ok(()));
        assert_eq!(run(&Line::new("false"), box_of(30)), Err("exit status: 1".to_owned()));
        let stopped = run(&Line::new("sleep 60"), Duration::from_millis(50)).unwrap_err();
        assert!(stopped.contains("so it was stopped"), "{stopped}");
        let absent = run(&Line::new("no-such-program-at-all"), box_of(30)).unwrap_err();
        assert!(absent.starts_with("cannot start no-such-program-at-all"), "{absent}");
    }

    #[test]
    fn a_command_that_shows_little_still_tells_its_failure() {
        let limit = Duration::from_secs(30);
        assert_eq!(run_showing(&Line::new("true"), limit, |_| false), Ok(()));
        let failed = run_showing(&Line::new("false"), limit, |_| false);
        assert_eq!(failed, Err("exit status: 1".to_owned()));
    }

    #[test]
    fn a_failure_stops_the_run_and_says_how_to_repeat_it() {
        let stage = |name, work| Stage { name, minutes_max: 1, work, is_beside: false };
        let stages = [
            stage("one", Work::Run(Line::new("true"))),
            stage("two", Work::Run(Line::new("false"))),
            stage("three", Work::Call(|| unreachable!("a stage after a failure"), "three")),
        ];
        let text = run_all(&stages).unwrap_err();
        assert!(text.starts_with("the stage `two` failed"), "{text}");
        assert!(text.ends_with("To repeat it alone:\n  false"), "{text}");
    }

    #[test]
    fn neighbours_run_side_by_side_and_each_is_judged() {
        let stage = |name: &'static str, words: &str| {
            let work = Work::Run(Line::new(words));
            Stage { name, minutes_max: 1, work, is_beside: false }.beside()
        };
        // Each waits for the other: one after the other would never end.
        let dir = std::env::temp_dir().join(format!("naru-beside-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let pipe = dir.join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let (note, got) = (dir.join("note"), dir.join("got"));
        std::fs::write(&note, "met").unwrap();
        let dd = |from: &Path, to: &Path| {
            format!("dd if={} of={} status=none", from.display(), to.display())
        };
        let stages = [stage("reads", &dd(&pipe, &got)), stage("writes", &dd(&note, &pipe))];
        assert_eq!(run_all(&stages), Ok(()));
        assert_eq!(std::fs::read_to_string(&got).unwrap(), "met");
        let text = run_all(&[stage("good", "true"), stage("bad", "false")]).unwrap_err();
        assert!(text.starts_with("the stage `bad` failed"), "{text}");
        std::fs::remove_dir_all(&dir).unwrap();
    }
}

//! CPU time of a process, as the system counts it.

use super::error::BenchError;
use std::time::Duration;

/// Linux counts CPU time for programs in hundredths of a second (`USER_HZ`), on every machine.
const TICK: Duration = Duration::from_millis(10);

/// User and system time of all threads of a process so far.
pub(super) fn of(pid: u32) -> Result<Duration, BenchError> {
    let path = format!("/proc/{pid}/stat");
    let text = std::fs::read_to_string(&path).map_err(BenchError::io(format!("read {path}")))?;
    parse(&text).ok_or_else(|| BenchError::Unexpected(format!("{path} has an unknown form")))
}

/// The fields 14 and 15 of `stat`. The second one is a name in brackets that may hold anything.
fn parse(stat: &str) -> Option<Duration> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(TICK * user.checked_add(system)?)
}

/// The load average over one minute, as the system prints it.
pub(super) fn load1() -> Result<f64, BenchError> {
    let text =
        std::fs::read_to_string("/proc/loadavg").map_err(BenchError::io("read /proc/loadavg"))?;
    text.split_ascii_whitespace()
        .next()
        .and_then(|first| first.parse().ok())
        .ok_or_else(|| BenchError::Unexpected("/proc/loadavg has an unknown form".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_process_may_hold_brackets_and_spaces() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 150 25 9 9 20 0 3 0 100 1 1";
        assert_eq!(parse(stat), Some(Duration::from_millis(1750)));
        assert_eq!(parse("7 (a"), None);
        assert_eq!(parse("7 (a) S 1 2"), None);
    }
}

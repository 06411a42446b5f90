//! Time, processor time and memory of this process, and what the machine gives at all.

use super::{Bed, hundredths};
use naru_base::Clock;
use ring::digest;

/// The machine that is measured on.
#[derive(Clone, Copy)]
pub(super) struct Machine<'a> {
    pub(super) clock: &'a dyn Clock,
}

/// From one moment to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// On the clock.
    pub(super) micros: u64,
    /// Of processors, user and system; in steps of ten milliseconds.
    pub(super) cpu_ms: u64,
}

impl Span {
    /// How many a second on the clock.
    pub(super) fn rate(self, count: u64) -> u64 {
        count.saturating_mul(1_000_000) / self.micros.max(1)
    }
    /// How many a second of one processor.
    pub(super) fn cpu_rate(self, count: u64) -> u64 {
        count.saturating_mul(1_000) / self.cpu_ms.max(1)
    }
    /// Seconds on the clock.
    pub(super) fn seconds(self) -> String {
        hundredths(self.micros / 10_000)
    }
    /// Seconds of processors.
    pub(super) fn cpu_seconds(self) -> String {
        hundredths(self.cpu_ms / 10)
    }
}

impl Machine<'_> {
    /// Microseconds on the clock.
    pub(super) fn micros(self) -> u64 {
        u64::try_from(self.clock.now().get()).unwrap_or_default()
    }

    /// How long something takes.
    pub(super) fn time<T>(self, work: impl FnOnce() -> T) -> (T, Span) {
        let (begun, cpu) = (self.micros(), cpu_ms());
        let done = work();
        let span = Span {
            micros: self.micros().saturating_sub(begun),
            cpu_ms: cpu_ms().saturating_sub(cpu),
        };
        (done, span)
    }

    /// The most memory that this process has held.
    pub(super) fn peak_mib(self) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let kib = line.and_then(|it| it.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        kib.unwrap_or_default() / 1024
    }
}

/// Processor time of this process, as the system counts it: hundredths of seconds.
fn cpu_ms() -> u64 {
    const TICK_MS: u64 = 10;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may hold anything, in its brackets.
    let rest = stat.rsplit_once(')').map(|it| it.1).unwrap_or_default();
    let fields: Vec<u64> =
        rest.split_whitespace().skip(11).take(2).filter_map(|it| it.parse().ok()).collect();
    fields.iter().sum::<u64>() * TICK_MS
}

/// What one core does with work that never changes, and who else is at work.
pub(super) fn calibrate(bed: &mut Bed<'_, '_>) {
    const BYTES: usize = 64 << 20;
    let block = vec![0x5A_u8; 1 << 20];
    let (sum, span) = bed.machine.time(|| {
        let mut context = digest::Context::new(&digest::SHA256);
        for _ in 0..BYTES / block.len() {
            context.update(&block);
        }
        context.finish()
    });
    debug_assert_eq!(sum.as_ref().len(), 32);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("-").to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    bed.note("calibration.load1", load);
    bed.note("calibration.cores", cores);
    bed.note("calibration.sha256_mb_per_s", span.rate(BYTES as u64) / 1_000_000);
    bed.note("calibration.sha256_mb_per_cpu_s", span.cpu_rate(BYTES as u64) / 1_000_000);
}

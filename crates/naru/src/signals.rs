//! The runtime, and when to stop: SIGINT (Ctrl-C) or SIGTERM.

use crate::problem::Problem;
use naru_base::texts;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

texts! {
    no_runtime { ko: "실행기를 시작할 수 없습니다", en: "could not start the runtime" }
    no_runtime_hint {
        ko: "프로세스와 스레드, 열린 파일의 한도(`ulimit -a`)를 확인하십시오",
        en: "check the limits of processes, threads and open files (`ulimit -a`)",
    }
}

fn failed(error: std::io::Error) -> Problem {
    Problem::new(no_runtime).because(&error).hint(no_runtime_hint)
}

/// A runtime for sockets and timers.
pub fn runtime() -> Result<Runtime, Problem> {
    Builder::new_multi_thread().enable_all().build().map_err(failed)
}

/// Ends with the first SIGINT or SIGTERM. To be called early: a signal before it ends the process
/// at once.
pub fn stop() -> Result<impl Future<Output = ()> + Send + 'static, Problem> {
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

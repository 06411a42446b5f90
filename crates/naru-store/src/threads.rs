//! The store's threads: one writer, some readers, and the queues in front of them.

use crate::engine::{Role, Session};
use crate::store::Options;
use crate::work::Work;
use crate::writer::{Writer, read};
use naru_base::{BusinessDate, Fault, FaultKind};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// What the writer's queue carries.
pub(crate) enum Task {
    Command(Box<dyn Work>),
    Days { from: BusinessDate, to: BusinessDate, reply: oneshot::Sender<Result<(), Fault>> },
    Close(oneshot::Sender<Result<(), Fault>>),
}

pub(crate) fn spawn_writer(
    mut writer: Writer,
    queue: Receiver<Task>,
    batch_max: usize,
) -> Result<JoinHandle<()>, Fault> {
    let waiting = writer.waiting();
    let answered = move |count| waiting.fetch_sub(count, Ordering::Relaxed);
    let run = move || {
        let mut held = None;
        let mut batch = Vec::new();
        loop {
            let next = held.take().map_or_else(|| receive(&queue, &writer), Ok);
            let task = match next {
                Ok(task) => task,
                Err(RecvTimeoutError::Timeout) => {
                    writer.renew();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            match task {
                Task::Command(first) => {
                    batch.push(first);
                    while batch.len() < batch_max {
                        match queue.try_recv() {
                            Ok(Task::Command(next)) => batch.push(next),
                            Ok(other) => {
                                held = Some(other);
                                break;
                            }
                            Err(_) => break,
                        }
                    }
                    let count = batch.len();
                    writer.run(std::mem::take(&mut batch));
                    answered(count);
                }
                Task::Days { from, to, reply } => {
                    drop(reply.send(writer.prepare_days(from, to)));
                    answered(1);
                }
                Task::Close(reply) => {
                    drop(queue);
                    drop(reply.send(writer.close()));
                    return;
                }
            }
        }
        if let Err(e) = writer.close() {
            tracing::error!(why = %e, "the store did not close cleanly");
        }
    };
    spawn("naru-writer", run)
}

/// Waits for work, but not so long that the right to write would lapse.
fn receive(queue: &Receiver<Task>, writer: &Writer) -> Result<Task, RecvTimeoutError> {
    match writer.renew_after() {
        Some(idle) => queue.recv_timeout(idle),
        None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
    }
}

pub(crate) fn spawn_readers(
    options: &Options,
    queue: Receiver<Box<dyn Work>>,
) -> Result<(), Fault> {
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..options.readers.max(1) {
        let mut session = Session::open(&options.location, Role::Reader)?;
        let queue = queue.clone();
        let run = move || {
            loop {
                let next = queue.lock().map(|q| q.recv());
                let Ok(Ok(work)) = next else { return };
                read(&mut session, work);
            }
        };
        spawn("naru-reader", run)?;
    }
    Ok(())
}

pub(crate) fn spawn(
    name: &str,
    run: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, Fault> {
    std::thread::Builder::new()
        .name(name.into())
        .spawn(run)
        .map_err(|e| Fault::because(FaultKind::Permanent, "could not start a store thread", e))
}

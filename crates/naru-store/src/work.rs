//! A command on its way through the store: its closure, its outcome and who waits for it.

use crate::tx::Tx;
use naru_base::{Answer, Fault, FaultKind, No};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// What became of a commit.
pub(crate) type Fate = Result<(), (FaultKind, String)>;

/// A command with its reply channel, its type erased. It may be run again after a rollback.
pub(crate) trait Work: Send {
    /// Runs the command; `RollBack` means that its savepoint is to be rolled back.
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict;
    /// Answers. `fate` says what became of the commit.
    fn reply(self: Box<Self>, fate: Fate);
    /// The runtime on which the caller waits, if it waits on one.
    fn runtime(&self) -> Option<&Handle>;
}

/// The answers of a batch that has met its fate. Dropping it hands them out: none can be lost.
pub(crate) struct Delivery {
    fate: Fate,
    works: Vec<Box<dyn Work>>,
}

impl Delivery {
    /// Answers everybody. Waking a sleeping task from a strange thread costs a lock of its runtime
    /// each; a task of that runtime wakes them for hardly anything, and the writer goes on.
    pub(crate) fn hand_out(fate: Fate, works: Vec<Box<dyn Work>>) {
        let runtime = works.first().filter(|_| works.len() > 1).and_then(|it| it.runtime());
        let runtime = runtime.cloned();
        let delivery = Delivery { fate, works };
        if let Some(runtime) = runtime {
            // A runtime that has shut down drops the task, and with it the delivery.
            runtime.spawn(async move { drop(delivery) });
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        for work in self.works.drain(..) {
            work.reply(self.fate.clone());
        }
    }
}

/// What a command wants to happen to its writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Keep,
    RollBack,
    /// Stored data contradict an invariant: stop the writer.
    Halt,
}

struct Typed<T, F> {
    f: F,
    out: Option<Answer<T>>,
    reply: oneshot::Sender<Answer<T>>,
    runtime: Option<Handle>,
}

pub(crate) fn work<T, F>(f: F, reply: oneshot::Sender<Answer<T>>) -> Box<dyn Work>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
{
    Box::new(Typed { f, out: None, reply, runtime: Handle::try_current().ok() })
}

impl<T, F> Work for Typed<T, F>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let ran = catch_unwind(AssertUnwindSafe(|| (self.f)(tx)));
        let mut out = ran.unwrap_or_else(|panic| {
            let what = format!("a command broke an assertion: {}", panic_text(&*panic));
            Err(Fault::new(FaultKind::Permanent, what).into())
        });
        if out.is_ok()
            && let Err(fault) = tx.end_command()
        {
            out = Err(fault.into());
        }
        if out.is_ok() && tx.trouble.is_some() {
            let what = "a statement of the command failed and the command went on regardless";
            out = Err(Fault::new(FaultKind::Permanent, what).into());
        }
        let verdict = match &out {
            Ok(_) => Verdict::Keep,
            Err(No::Fault(fault)) if fault.kind == FaultKind::Corrupt => Verdict::Halt,
            Err(_) => Verdict::RollBack,
        };
        self.out = Some(out);
        verdict
    }

    fn runtime(&self) -> Option<&Handle> {
        self.runtime.as_ref()
    }

    fn reply(mut self: Box<Self>, fate: Fate) {
        let out = match (fate, self.out.take()) {
            (Ok(()), Some(out)) => out,
            (Err(_), Some(Err(No::Fault(fault)))) => Err(fault.into()),
            // A refusal wrote nothing, but it was decided on what its neighbours had written, and
            // that is gone or in doubt: it has to be decided again.
            (Err((FaultKind::OutcomeUnknown, what)), Some(Err(No::Refusal(_)))) => {
                Err(Fault::new(FaultKind::Retryable, what).into())
            }
            (Err((kind, what)), _) => Err(Fault::new(kind, what).into()),
            (Ok(()), None) => {
                Err(Fault::new(FaultKind::Permanent, "the command was not run").into())
            }
        };
        // The caller may have gone away; the commit stands all the same.
        drop(self.reply.send(out));
    }
}

/// What a panic said.
pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

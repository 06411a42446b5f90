//! Who is told that a program of staff, or its earlier secret, ends soon.

use super::day;
use crate::notify::{self, Content, Message, Party, Severity, Status, due_step};
use crate::program::{self, Program};
use crate::{policy, staff};
use naru_base::keyring::Keyring;
use naru_base::{Answer, Env, Micros};
use naru_store::Tx;

/// What of a live program has an end: the program, and the secret before its newest one.
fn ends(it: &Program, now: Micros) -> Vec<(bool, Micros)> {
    let earlier = it.secrets.iter().filter(|secret| secret.is_live(now));
    let earlier = earlier.filter_map(|secret| secret.until).filter(|until| *until < it.until);
    earlier.map(|until| (true, until)).chain([(false, it.until)]).collect()
}

/// Tells the role that holds a program. Each step is an event of its own, and an event is told
/// once.
pub fn tell_of_ending_programs(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<usize> {
    let steps = policy::at(&policy::list(tx)?, env.now)?.credential_notice_days;
    let mut told = 0;
    for it in program::list(tx)?.iter().filter(|it| it.is_live(env.now)) {
        let Some((post, _)) = staff::standing(tx, it.account)? else { continue };
        for (earlier_secret, until) in ends(it, env.now) {
            let Some(days) = due_step(&steps, until, env.now) else { continue };
            let is_last = steps.iter().min() == Some(&days);
            let message = Message {
                event: format!("program:{}:{earlier_secret}:{}:{days}", it.id, until.get()),
                severity: if is_last { Severity::Urgent } else { Severity::Warning },
                status: Status::Actual,
                to: vec![Party::Staff(post.role())],
                content: Content::ProgramEnding {
                    program: it.id.to_string(),
                    name: it.name.clone(),
                    earlier_secret,
                    ends_on: day(until),
                    days,
                },
            };
            told += notify::enqueue(tx, env, keys, &message)?.new_count;
        }
    }
    Ok(told)
}

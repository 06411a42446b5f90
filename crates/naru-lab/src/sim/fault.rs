//! The fault menu: what becomes of a message, and what of a reply.

use super::random::Random;
use naru_core::relay::bankwire::{BankOutcome, TransferReply};
use naru_core::relay::crossing::Reply;

/// What becomes of a message to a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Passage {
    /// Arrives after each of these many milliseconds.
    Arrives(Vec<i64>),
    /// Nothing arrives, nothing is heard.
    Lost,
    /// The connection was refused: nothing left the house.
    NotSent,
}

/// What becomes of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoil {
    None,
    Garbage,
    OtherAmount,
    OtherId,
    /// Success with a code that is none, or failure with the code of success.
    SelfContradiction,
    /// "Processing", whatever the bank decided.
    Processing,
    /// A failure whose code means that nothing is decided.
    UndecidedCode,
}

/// Throws faults while they are on, and counts them.
pub(super) struct Faults {
    pub(super) on: bool,
    pub(super) count: u64,
}

impl Faults {
    /// Whether a fault happens that happens `per_mille` times in a thousand.
    pub(super) fn strikes(&mut self, random: &mut Random, per_mille: i64) -> bool {
        let strikes = random.chance(per_mille) && self.on;
        self.count += u64::from(strikes);
        strikes
    }

    pub(super) fn request(&mut self, random: &mut Random) -> Passage {
        let usual = random.between(5, 300);
        if !self.strikes(random, 220) {
            return Passage::Arrives(vec![usual]);
        }
        match random.between(0, 6) {
            0 => Passage::Lost,
            1 => Passage::NotSent,
            2 => Passage::Arrives(vec![usual, usual + random.between(0, 8_000)]),
            // Past the deadline, the bank still takes it.
            3 => Passage::Arrives(vec![random.between(5_000, 9_500)]),
            // Past the expiry, the bank must not.
            4 => Passage::Arrives(vec![random.between(9_000, 20_000)]),
            _ => Passage::Arrives(vec![random.between(300, 5_000)]),
        }
    }

    /// When a reply arrives (not at all, once, twice), in milliseconds.
    pub(super) fn reply(&mut self, random: &mut Random) -> Vec<i64> {
        let usual = random.between(5, 300);
        if !self.strikes(random, 160) {
            return vec![usual];
        }
        match random.between(0, 3) {
            0 => Vec::new(),
            1 => vec![usual, usual + random.between(0, 3_000)],
            _ => vec![random.between(2_000, 9_000)],
        }
    }

    pub(super) fn spoil(&mut self, random: &mut Random) -> Spoil {
        if !self.strikes(random, 120) {
            return Spoil::None;
        }
        match random.between(0, 6) {
            0 => Spoil::Garbage,
            1 => Spoil::OtherAmount,
            2 => Spoil::OtherId,
            3 => Spoil::SelfContradiction,
            4 => Spoil::Processing,
            _ => Spoil::UndecidedCode,
        }
    }
}

/// The reply as it arrives.
pub(super) fn spoiled(mut reply: TransferReply, spoil: Spoil) -> Reply {
    match spoil {
        Spoil::None => {}
        Spoil::Garbage => return Reply::Unreadable,
        Spoil::OtherAmount => reply.tran_amt.push('0'),
        Spoil::OtherId => reply.bank_tran_id.replace_range(19.., "Z"),
        Spoil::SelfContradiction => match reply.outcome {
            BankOutcome::Done => reply.bank_rsp_code = "999".to_owned(),
            _ => {
                reply.outcome = BankOutcome::Failed;
                reply.bank_rsp_code = "000".to_owned();
            }
        },
        Spoil::Processing => reply.outcome = BankOutcome::Processing,
        Spoil::UndecidedCode => {
            reply.outcome = BankOutcome::Failed;
            reply.bank_rsp_code = "803".to_owned();
        }
    }
    Reply::Message(Box::new(reply))
}

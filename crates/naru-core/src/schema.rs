//! The migrations of the slices, by shelf. A shelf is a database (or schema) with its own writer.

use naru_store::Migration;

/// The book: money, identity, gates. Everything here shares one order and one audit chain.
pub const BOOK: &[Migration] = &[
    Migration {
        name: "0010_identity",
        sql: include_str!("../migrations/book/0010_identity.sql"),
        later: &[],
    },
    Migration {
        name: "0015_consent",
        sql: include_str!("../migrations/book/0015_consent.sql"),
        later: &[],
    },
    Migration {
        name: "0020_relay",
        sql: include_str!("../migrations/book/0020_relay.sql"),
        later: &[&crate::relay::PERSON_DAY],
    },
    Migration {
        name: "0025_inquiry",
        sql: include_str!("../migrations/book/0025_inquiry.sql"),
        later: &[],
    },
    crate::staff::MIGRATION,
    Migration {
        name: "0040_access",
        sql: include_str!("../migrations/book/0040_access.sql"),
        later: &[],
    },
    Migration {
        name: "0045_fds",
        sql: include_str!("../migrations/book/0045_fds.sql"),
        later: &[],
    },
    crate::proposal::MIGRATION,
    Migration {
        name: "0055_settlement",
        sql: include_str!("../migrations/book/0055_settlement.sql"),
        later: &[],
    },
    crate::admission::MIGRATION,
    crate::admission::evidence::MIGRATION,
    crate::eligibility::MIGRATION,
    crate::functional::MIGRATION,
    Migration {
        name: "0064_exposure",
        sql: include_str!("../migrations/book/0064_exposure.sql"),
        later: &[],
    },
    crate::check::MIGRATION,
    crate::surety::MIGRATION,
    crate::claim::MIGRATION,
    crate::subsidy::MIGRATION,
    crate::admission::deadline::MIGRATION,
    Migration {
        name: "0070_notify",
        sql: include_str!("../migrations/book/0070_notify.sql"),
        later: &[],
    },
    crate::program::MIGRATION,
    crate::admission::deadline::GROUNDS_MIGRATION,
    crate::admission::PAPER_MIGRATION,
    crate::admission::ANSWER_MIGRATION,
    Migration {
        name: "0075_incident",
        sql: include_str!("../migrations/book/0075_incident.sql"),
        later: &[],
    },
    crate::claim::REMITTANCE_MIGRATION,
    crate::check::HAND_MIGRATION,
    crate::proposal::REFUSAL_MIGRATION,
    crate::surety::NAME_MIGRATION,
    crate::eligibility::NOTE_MIGRATION,
    crate::claim::RETURN_MIGRATION,
    crate::claim::WAITING_MIGRATION,
    crate::claim::OFF_MIGRATION,
];

/// The call log: who asked what about whose account. Its own shelf, so that inquiries (most of
/// the traffic) do not wait in the money's queue.
pub const CALLS: &[Migration] = &[Migration {
    name: "0100_call",
    sql: include_str!("../migrations/calls/0100_call.sql"),
    later: &[],
}];

/// The portfolio: systems, their bills of materials, findings. Its own shelf, so that ten thousand
/// bills are judged anew without anybody's money waiting.
pub const PORTFOLIO: &[Migration] = &[
    Migration {
        name: "0200_portfolio",
        sql: include_str!("../migrations/portfolio/0200_portfolio.sql"),
        later: &[],
    },
    crate::oss::approval::MIGRATION,
    crate::oss::zone::MIGRATION,
    crate::oss::selfcheck::MIGRATION,
    crate::oss::desk::MIGRATION,
    crate::oss::licence::MIGRATION,
    crate::oss::approval::SEAT_MIGRATION,
    crate::oss::LISTS_MIGRATION,
    crate::oss::KEYS_MIGRATION,
    crate::oss::TOLD_MIGRATION,
    crate::oss::NEXT_MIGRATION,
    crate::oss::PRODUCT_MIGRATION,
    crate::oss::SEATS_TOLD_MIGRATION,
    crate::oss::SEATS_LAPSE_MIGRATION,
    crate::oss::RENAMED_MIGRATION,
    crate::oss::TODO_MIGRATION,
];

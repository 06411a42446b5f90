//! The main menu: by role, in one order that never changes. A role sees only what it may open.

use crate::console::{
    claims, deadlines, eligibility, functional, oss, programs, subsidy, surety, words,
};
use maud::{Markup, html};
use naru_base::Lang;
use naru_base::role::{Post, Right};

/// A page in the menu.
struct Item {
    path: &'static str,
    word: fn(Lang) -> String,
    /// `None`: every member of staff.
    right: Option<Right>,
}

impl Item {
    fn is_for(&self, post: &Post) -> bool {
        self.right.is_none_or(|right| post.may(right))
    }
}

struct Group {
    word: fn(Lang) -> String,
    items: &'static [Item],
}

/// The whole menu. A page that is added gets a line here and one in the table of routes.
const MENU: &[Group] = &[
    Group {
        word: words::now_group,
        items: &[
            item("/console", words::network, Right::NetworkRead),
            item("/console/transfers", words::transfers_menu, Right::TransfersRead),
            Item { path: "/console/inbox", word: words::inbox_menu, right: None },
        ],
    },
    Group {
        word: words::participants_group,
        items: &[
            item("/console/institutions", words::institutions, Right::InstitutionsRead),
            item("/console/banks", words::banks, Right::BanksRead),
            item("/console/gates", words::gates, Right::GatesRead),
            item("/console/eligibility", eligibility::menu_word, Right::GatesRead),
            item("/console/functional", functional::menu_word, Right::GatesRead),
            item("/console/checks", words::checks, Right::GatesRead),
            item("/console/deadlines", deadlines::deadlines, Right::GatesRead),
            item("/console/consents", words::consents, Right::ConsentsRead),
        ],
    },
    Group {
        word: words::money_group,
        items: &[
            item("/console/settlement", words::settlement, Right::SettlementRead),
            item("/console/reconciliation", words::reconciliation, Right::SettlementRead),
            item("/console/funds", words::funds, Right::SettlementRead),
            item("/console/surety", surety::words::surety, Right::SuretyRead),
            item("/console/claims", claims::words::claims, Right::ClaimsRead),
            item("/console/subsidy", subsidy::menu_word, Right::SubsidyRead),
        ],
    },
    Group {
        word: words::safety_group,
        items: &[
            item("/console/incidents", words::incidents, Right::IncidentsRead),
            item("/console/oss", words::oss, Right::OssRead),
            item("/console/notices", words::notices_menu, Right::NoticesRead),
        ],
    },
    Group {
        word: words::record_group,
        items: &[item("/console/audit", words::audit, Right::AuditRead)],
    },
    Group {
        word: words::staff_group,
        items: &[
            item("/console/accounts", words::accounts, Right::AccountsRead),
            item("/console/proposals", words::proposals, Right::ProposalsRead),
            item("/console/programs", programs::menu_word, Right::ProgramsRead),
            Item { path: "/console/me", word: words::me_menu, right: None },
        ],
    },
];

const fn item(path: &'static str, word: fn(Lang) -> String, right: Right) -> Item {
    Item { path, word, right: Some(right) }
}

/// How many things wait for the person: notices that nobody has opened, and what only this person
/// or their like can do.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) unread: i64,
    /// Checks in which it is the inspector's turn, and results of others to confirm.
    pub(crate) checks: i64,
    /// Proposals that the person may decide.
    pub(crate) proposals: i64,
    pub(crate) oss: oss::Waiting,
}

impl Counts {
    fn of(self, lang: Lang, path: &str) -> Option<(String, String)> {
        let some = |n: i64| (n > 0).then(|| n.to_string());
        let (n, word) = match path {
            "/console/inbox" => (some(self.unread), words::unread(lang)),
            "/console/checks" => (some(self.checks), words::your_turn(lang)),
            "/console/proposals" => (some(self.proposals), words::your_turn(lang)),
            "/console/oss" => (self.oss.said(), words::your_turn(lang)),
            _ => return None,
        };
        Some((n?, word))
    }
}

/// The links. `here` is the path of the page's menu item; `counts` stand beside theirs.
pub(crate) fn links(lang: Lang, post: &Post, here: &str, counts: Counts) -> Markup {
    html! {
        @for group in MENU {
            @if group.items.iter().any(|it| it.is_for(post)) {
                p class="group" { ((group.word)(lang)) }
                @for it in group.items.iter().filter(|it| it.is_for(post)) {
                    a href=(it.path) aria-current=[(it.path == here).then_some("page")] {
                        ((it.word)(lang))
                        @if let Some((n, word)) = counts.of(lang, it.path) {
                            span class="w" { (n) span class="vh" { " " (word) } }
                        }
                    }
                }
            }
        }
    }
}

/// Where a login leads to: whoever checks to the checks; else the first page that the person may
/// open, its own before the one that everybody has.
pub(crate) fn landing(post: &Post) -> Option<&'static str> {
    if post.may(Right::ChecksDecide) {
        return Some("/console/checks");
    }
    let open = || MENU.iter().flat_map(|group| group.items).filter(|it| it.is_for(post));
    open().find(|it| it.right.is_some()).or_else(|| open().next()).map(|it| it.path)
}

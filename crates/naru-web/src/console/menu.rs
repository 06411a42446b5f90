//! The main menu: by role, in one order that never changes. A role sees only what it may open.

use crate::console::words;
use maud::{Markup, html};
use naru_base::Lang;
use naru_base::role::{Post, Right};

/// A page in the menu.
struct Item {
    path: &'static str,
    word: fn(Lang) -> String,
    right: Right,
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
        ],
    },
    Group {
        word: words::participants_group,
        items: &[
            item("/console/institutions", words::institutions, Right::InstitutionsRead),
            item("/console/banks", words::banks, Right::BanksRead),
            item("/console/gates", words::gates, Right::GatesRead),
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
            item("/console/proposals", words::proposals, Right::AccountsRead),
        ],
    },
];

const fn item(path: &'static str, word: fn(Lang) -> String, right: Right) -> Item {
    Item { path, word, right }
}

/// The links. `here` is the path of the page's menu item.
pub(crate) fn links(lang: Lang, post: &Post, here: &str) -> Markup {
    html! {
        @for group in MENU {
            @if group.items.iter().any(|it| post.may(it.right)) {
                p class="group" { ((group.word)(lang)) }
                @for it in group.items.iter().filter(|it| post.may(it.right)) {
                    a href=(it.path) aria-current=[(it.path == here).then_some("page")] {
                        ((it.word)(lang))
                    }
                }
            }
        }
    }
}

/// The first page that the person may open: where a login leads to.
pub(crate) fn landing(post: &Post) -> Option<&'static str> {
    MENU.iter().flat_map(|group| group.items).find(|it| post.may(it.right)).map(|it| it.path)
}

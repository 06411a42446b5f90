//! The main menu: by role, in one order that never changes. A role sees only what it may open.

use crate::console::{format, words};
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
const MENU: &[Group] = &[Group {
    word: words::now_group,
    items: &[Item { path: "/console", word: words::network, right: Right::NetworkRead }],
}];

/// What the menu says beside a page: how many wait there, and whether for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) path: &'static str,
    pub(crate) count: u64,
    pub(crate) for_me: bool,
}

/// The links. `here` is the path of the page's menu item.
pub(crate) fn links(lang: Lang, post: &Post, here: &str, waiting: &[Waiting]) -> Markup {
    html! {
        @for group in MENU {
            @if group.items.iter().any(|it| post.may(it.right)) {
                p class="group" { ((group.word)(lang)) }
                @for it in group.items.iter().filter(|it| post.may(it.right)) {
                    a href=(it.path) aria-current=[(it.path == here).then_some("page")] {
                        ((it.word)(lang))
                        @if let Some(w) = waiting_at(waiting, it.path) {
                            span class=[w.for_me.then_some("w")] { (format::count(w.count)) }
                        }
                    }
                }
            }
        }
    }
}

fn waiting_at<'w>(waiting: &'w [Waiting], path: &str) -> Option<&'w Waiting> {
    waiting.iter().find(|w| w.path == path && w.count > 0)
}

/// The first page that the person may open: where a login leads to.
pub(crate) fn landing(post: &Post) -> Option<&'static str> {
    MENU.iter().flat_map(|group| group.items).find(|it| post.may(it.right)).map(|it| it.path)
}

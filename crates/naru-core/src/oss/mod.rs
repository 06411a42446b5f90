//! Open source (오픈소스): what institutions' systems are made of, what is known against it, by when
//! it must be put right, and what may be used at all.
//!
//! On a shelf of its own ([`crate::schema::PORTFOLIO`]). What it means for the money comes to the
//! book as a small fact: `crate::reactions` carries it there.
//!
//! **Must never know** what the relay or the gates do with a finding.

/// Enums whose words stand in the store and on the wire.
macro_rules! words {
    ($(
        $(#[$doc:meta])* $name:ident {
            $( $(#[$vdoc:meta])* $variant:ident $text:literal, )*
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name { $( $(#[$vdoc])* $variant, )* }

            impl $name {
                /// Every one, in order.
                pub const ALL: [$name; [$($text),*].len()] = [$($name::$variant),*];

                /// The form in the store and on the wire.
                pub const fn as_str(self) -> &'static str {
                    match self { $( $name::$variant => $text, )* }
                }

                /// Reads the form of `as_str`.
                pub fn parse(text: &str) -> Option<$name> {
                    $name::ALL.into_iter().find(|it| it.as_str() == text)
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        )*
    };
}

pub mod approval;
pub mod desk;
pub mod licence;
pub mod portfolio;
pub mod selfcheck;
pub mod zone;

/// Rows that a list counts: beyond that it says that there are more.
pub const COUNTED_MAX: usize = 10_000;

/// What lists of requests ask for beside their tables.
pub const LISTS_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0238_lists",
    sql: include_str!("../../migrations/portfolio/0238_lists.sql"),
    later: &[],
};

/// What a finding writes, and the order of lists: live systems first in each grade.
pub const KEYS_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0240_keys",
    sql: include_str!("../../migrations/portfolio/0240_keys.sql"),
    later: &[],
};

/// Who is told what was decided.
pub const TOLD_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0242_told",
    sql: include_str!("../../migrations/portfolio/0242_told.sql"),
    later: &[],
};

/// The next deadline of a system is that of a finding which nothing puts off.
pub const NEXT_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0244_next",
    sql: include_str!("../../migrations/portfolio/0244_next.sql"),
    later: &[],
};

/// What product each bill is about.
pub const PRODUCT_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0246_product",
    sql: include_str!("../../migrations/portfolio/0246_product.sql"),
    later: &[],
};

/// Who is told of changes of who fills an office, and how they end.
pub const SEATS_TOLD_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0248_seats",
    sql: include_str!("../../migrations/portfolio/0248_seats.sql"),
    later: &[],
};

/// Until when such a change can be confirmed.
pub const SEATS_LAPSE_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0250_seats",
    sql: include_str!("../../migrations/portfolio/0250_seats.sql"),
    later: &[],
};

/// Who confirmed that a system's product is called otherwise now.
pub const RENAMED_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0252_renamed",
    sql: include_str!("../../migrations/portfolio/0252_renamed.sql"),
    later: &[],
};

/// The order in which matters are settled.
pub const TODO_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0254_todo",
    sql: include_str!("../../migrations/portfolio/0254_todo.sql"),
    later: &[],
};

/// `%text%` for LIKE in small letters, without its wild cards; empty: anything.
fn part_of(text: &str) -> String {
    let small = text.trim().to_lowercase();
    let plain: String = small.chars().filter(|c| !"%_\\".contains(*c)).collect();
    if plain.is_empty() { String::new() } else { format!("%{plain}%") }
}

/// How many to ask for, to know whether there are more than are counted.
fn counted() -> i64 {
    i64::try_from(COUNTED_MAX + 1).unwrap_or(i64::MAX)
}

/// The practice itself: items, guide, duties, notice.
pub use naru_practice as practice;

//! What is wrong with a rule that is to be added.

use super::model::Rule;
use crate::admission::model::Gate;

/// Characters of a rule's name.
const NAME_LEN_MAX: usize = 60;
/// Characters of its texts.
const TEXT_CHARS_MAX: usize = 300;

/// The fields with which something is wrong, in their order.
pub fn flaws(it: &Rule) -> Vec<&'static str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_name = (1..=NAME_LEN_MAX).contains(&it.id.len()) && it.id.bytes().all(plain);
    let fits = |text: &str| (1..=TEXT_CHARS_MAX).contains(&text.trim().chars().count());
    let all = [
        ("id", is_name),
        ("requirement", it.requirement != Gate::Start),
        ("title_ko", fits(&it.title.ko)),
        ("title_en", fits(&it.title.en)),
        ("old_ko", fits(&it.old.ko)),
        ("old_en", fits(&it.old.en)),
        ("new_ko", fits(&it.new.ko)),
        ("new_en", fits(&it.new.en)),
        ("last", it.due_at > it.effective_at),
        ("source", fits(&it.source)),
    ];
    all.into_iter().filter(|(_, is_right)| !is_right).map(|(field, _)| field).collect()
}

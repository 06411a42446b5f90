//! Which language the person at the keyboard reads.

use clap::ValueEnum;
use naru_base::Lang;

/// A choice on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Choice {
    // 한국어
    Ko,
    // English
    En,
}

/// The choice, or what the environment says; Korean if it says nothing.
pub fn reader(choice: Option<Choice>) -> Lang {
    match choice {
        Some(Choice::Ko) => Lang::Ko,
        Some(Choice::En) => Lang::En,
        None => from_environment(),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the binary's reading of its environment")]
fn from_environment() -> Lang {
    let set = |name| std::env::var(name).ok().filter(|it: &String| !it.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    match locale {
        Some(it) if !it.starts_with("ko") => Lang::En,
        _ => Lang::Ko,
    }
}

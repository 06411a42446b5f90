//! Which language the person at the keyboard reads: chosen, or as the locale says.

use clap::ValueEnum;
use naru_base::Lang;

/// A choice on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the help would print a line for each of the two")]
pub enum Choice {
    Ko,
    En,
}

/// The choice, or what the variables of the locale say, the strongest first; Korean if they say
/// nothing. `set` reads one variable: what reads the environment is the program.
pub fn reader(choice: Option<Choice>, set: impl Fn(&str) -> Option<String>) -> Lang {
    match choice {
        Some(Choice::Ko) => Lang::Ko,
        Some(Choice::En) => Lang::En,
        None => of_locale(set),
    }
}

fn of_locale(set: impl Fn(&str) -> Option<String>) -> Lang {
    let of = |name| set(name).filter(|it| !it.is_empty());
    match of("LC_ALL").or_else(|| of("LC_MESSAGES")).or_else(|| of("LANG")) {
        Some(it) if !it.starts_with("ko") => Lang::En,
        _ => Lang::Ko,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_variable_that_is_set_decides() {
        let with = |all: &[(&str, &str)]| {
            reader(None, |name| all.iter().find(|it| it.0 == name).map(|it| it.1.to_owned()))
        };
        assert_eq!(with(&[]), Lang::Ko);
        assert_eq!(with(&[("LANG", "ko_KR.UTF-8")]), Lang::Ko);
        assert_eq!(with(&[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(with(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "")]), Lang::En);
        assert_eq!(reader(Some(Choice::En), |_| Some("ko".to_owned())), Lang::En);
    }
}

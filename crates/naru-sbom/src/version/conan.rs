//! Conan packages: `1.2.3-pre+build`, each part a list of items of its own.

use super::number;
use std::cmp::Ordering;

struct Version<'a> {
    main: &'a str,
    pre: Option<&'a str>,
    build: Option<&'a str>,
}

fn cut(text: &str) -> Version<'_> {
    let (rest, build) = match text.split_once('+') {
        Some((rest, build)) => (rest, Some(build)),
        None => (text, None),
    };
    match rest.split_once('-') {
        Some((main, pre)) => Version { main, pre: Some(pre), build },
        None => Version { main: rest, pre: None, build },
    }
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a), cut(b));
    items(a.main, b.main).then_with(|| pre(a.pre, b.pre)).then_with(|| build(a.build, b.build))
}

fn pre(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => items(a, b),
        _ => b.is_some().cmp(&a.is_some()),
    }
}

fn build(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => items(a, b),
        _ => a.is_some().cmp(&b.is_some()),
    }
}

/// Items with dots, without the zeros that end them: numbers by value, else by their bytes.
fn items(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (nonzero(a).split('.'), nonzero(b).split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if number::is(a.as_bytes()) && number::is(b.as_bytes()) => {
                number::compare(a.as_bytes(), b.as_bytes())
            }
            (Some(a), Some(b)) => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn nonzero(mut text: &str) -> &str {
    while let Some((rest, last)) = text.rsplit_once('.') {
        if last.is_empty() || last.bytes().any(|byte| byte != b'0') {
            break;
        }
        text = rest;
    }
    text
}

//! Where the lines of a page may break: none begins or ends with the middle dot that parts what
//! stands before it from what follows.
//!
//! **Must never know** what a page says.

use axum::response::Html;
use maud::Markup;

/// Elements whose text is sent back or copied as it stands, and drawings: their lines do not break.
const AS_IS: [&str; 8] = ["textarea", "option", "script", "style", "pre", "code", "title", "svg"];
/// A dot between two facts: drawn into a space, which is gone where the line breaks; whoever hears
/// or copies the page has the sign.
const BETWEEN: &str = r#"<span class="mid"><span class="vh"> ·</span> </span>"#;

/// The page as it is sent.
pub(crate) fn sent(page: Markup) -> Html<String> {
    Html(held(&page.into_string()))
}

/// Markup in which a middle dot between two facts stands only where both are on one line, and every
/// other one is held to the word before it.
pub(crate) fn held(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len() + markup.len() / 32);
    let mut rest = markup;
    while let Some(at) = rest.find(['<', '·']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some(after) = from.strip_prefix('·') else {
            let (whole, after) = from.split_at(tag_len(from));
            out.push_str(whole);
            rest = after;
            continue;
        };
        rest = match after.strip_prefix(' ').filter(|_| out.ends_with([' ', '\u{a0}'])) {
            Some(after) => {
                out.pop();
                out.push_str(BETWEEN);
                after
            }
            None => {
                hold(&mut out);
                out.push('·');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// Before a dot: no place to break.
fn hold(out: &mut String) {
    if out.ends_with(' ') {
        out.pop();
        out.push('\u{a0}');
    } else {
        out.push('\u{2060}');
    }
}

/// How long a tag is, with all that its element holds if that stays as it is.
fn tag_len(from: &str) -> usize {
    let tag = from.find('>').map_or(from.len(), |end| end + 1);
    let name = from[1..tag].split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or("");
    let end = AS_IS.contains(&name).then(|| from.find(&format!("</{name}"))).flatten();
    end.unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, held};

    /// It is in a space that the line may break at, and so begins and ends no line.
    #[test]
    fn a_dot_between_two_facts_is_gone_where_the_line_breaks() {
        for (given, before, after) in [
            ("<b>로그인</b> · 조회", "<b>로그인</b>", "조회"),
            ("<b>로그인</b>\u{a0}· <i>조회</i>", "<b>로그인</b>", "<i>조회</i>"),
            ("<textarea>가 · 나</textarea> · 다", "<textarea>가 · 나</textarea>", "다"),
            ("<svg><text>가 · 나</text></svg> · 다", "<svg><text>가 · 나</text></svg>", "다"),
            ("가 · 나", "가", "나"),
        ] {
            assert_eq!(held(given), format!("{before}{BETWEEN}{after}"));
        }
        assert!(BETWEEN.ends_with(" </span>"), "the space that collapses");
    }

    #[test]
    fn every_other_dot_stays_with_the_word_before_it() {
        for (given, wanted) in [
            ("<p>지정·서약</p>", "<p>지정\u{2060}·서약</p>"),
            ("<b>로그인</b> ·<i> 조회</i>", "<b>로그인</b>\u{a0}·<i> 조회</i>"),
            (r#"<a title="가 · 나">가</a>"#, r#"<a title="가 · 나">가</a>"#),
            ("<option>가·나</option>·", "<option>가·나</option>\u{2060}·"),
            ("<p", "<p"),
            ("<", "<"),
            ("", ""),
        ] {
            assert_eq!(held(given), wanted);
        }
    }
}

//! Where the lines of a page may break: none begins with the middle dot that parts what stands
//! before it from what follows.
//!
//! **Must never know** what a page says.

use axum::response::Html;
use maud::Markup;

/// Elements whose text is sent back or copied as it stands.
const AS_IS: [&str; 7] = ["textarea", "option", "script", "style", "pre", "code", "title"];

/// The page as it is sent.
pub(crate) fn sent(page: Markup) -> Html<String> {
    Html(held(&page.into_string()))
}

/// Markup in which every middle dot of the text is held to the word before it.
pub(crate) fn held(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len() + markup.len() / 64);
    let mut rest = markup;
    while let Some(at) = rest.find(['<', '·']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let len = match from.strip_prefix('·') {
            Some(_) => {
                hold(&mut out);
                '·'.len_utf8()
            }
            None => tag_len(from),
        };
        let (whole, after) = from.split_at(len);
        out.push_str(whole);
        rest = after;
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
    use super::held;

    #[test]
    fn a_dot_stays_with_the_word_before_it() {
        for (given, wanted) in [
            ("<p>지정·서약</p>", "<p>지정\u{2060}·서약</p>"),
            ("<b>로그인</b> · 조회", "<b>로그인</b>\u{a0}· 조회"),
            (r#"<a title="가 · 나">가</a>"#, r#"<a title="가 · 나">가</a>"#),
            ("<textarea>가 · 나</textarea> · 다", "<textarea>가 · 나</textarea>\u{a0}· 다"),
            ("<option>가·나</option>·", "<option>가·나</option>\u{2060}·"),
            ("가 · 나", "가\u{a0}· 나"),
            ("<p", "<p"),
            ("<", "<"),
            ("", ""),
        ] {
            assert_eq!(held(given), wanted);
        }
    }
}

//! Two languages, checked by the compiler: a text that lacks one of them does not compile.

/// A reader's language. Korean is the original.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 한국어.
    #[default]
    Ko,
    /// English.
    En,
}

impl Lang {
    /// The value of an HTML `lang` attribute and of the `lang` query parameter.
    pub const fn as_str(self) -> &'static str {
        match self {
            Lang::Ko => "ko",
            Lang::En => "en",
        }
    }
    /// Reads the form of [`Lang::as_str`].
    pub fn parse(text: &str) -> Option<Lang> {
        match text {
            "ko" => Some(Lang::Ko),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// The part for this reader of a text that somebody wrote in both languages, `한글 / English`; a text
/// in one language as it is.
pub fn in_language(lang: Lang, text: &str) -> &str {
    let has_hangul = |it: &str| it.chars().any(|c| ('가'..='힣').contains(&c));
    match (text.split_once(" / "), lang) {
        (Some((ko, en)), _) if !has_hangul(ko) || has_hangul(en) => text,
        (Some((ko, _)), Lang::Ko) => ko.trim(),
        (Some((_, en)), Lang::En) => en.trim(),
        (None, _) => text,
    }
}

/// A table of texts: one function per text, `fn name(lang, args…) -> String`.
///
/// ```ignore
/// texts! {
///     in_doubt(n: u64) { ko: "확인 중 {n}건", en: "{n} in doubt" }
/// }
/// assert_eq!(in_doubt(Lang::Ko, 3), "확인 중 3건");
/// ```
/// Leaving a language out fails to compile; a text nobody uses is a dead-code warning.
#[macro_export]
macro_rules! texts {
    ($(
        $name:ident $( ( $($arg:ident : $ty:ty),* $(,)? ) )?
        { ko: $ko:literal, en: $en:literal $(,)? }
    )*) => {
        $(
            pub(crate) fn $name(lang: $crate::texts::Lang $( $(, $arg: $ty)* )?) -> String {
                match lang {
                    $crate::texts::Lang::Ko => format!($ko),
                    $crate::texts::Lang::En => format!($en),
                }
            }
        )*
    };
}

/// A Korean word with the particle that its last syllable asks for: 나루**가**, 은행**이**.
#[derive(Clone, Copy, Debug)]
pub struct Josa<'a> {
    word: &'a str,
    after_consonant: &'static str,
    after_vowel: &'static str,
}

impl<'a> Josa<'a> {
    /// 이 / 가: the subject.
    pub const fn i_ga(word: &'a str) -> Self {
        Josa { word, after_consonant: "이", after_vowel: "가" }
    }
    /// 은 / 는: the topic.
    pub const fn eun_neun(word: &'a str) -> Self {
        Josa { word, after_consonant: "은", after_vowel: "는" }
    }
    /// 을 / 를: the object.
    pub const fn eul_reul(word: &'a str) -> Self {
        Josa { word, after_consonant: "을", after_vowel: "를" }
    }
}

impl std::fmt::Display for Josa<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A Hangul syllable's code point is 0xAC00 + (initial·21 + vowel)·28 + final consonant.
        let ends_in_consonant = self.word.chars().next_back().is_some_and(|last| {
            ('가'..='힣').contains(&last) && !(u32::from(last) - 0xAC00).is_multiple_of(28)
        });
        let particle = if ends_in_consonant { self.after_consonant } else { self.after_vowel };
        write!(f, "{}{particle}", self.word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_last_syllable() {
        assert_eq!(Josa::i_ga("나루").to_string(), "나루가");
        assert_eq!(Josa::i_ga("너울은행").to_string(), "너울은행이");
        assert_eq!(Josa::eun_neun("은행").to_string(), "은행은");
        assert_eq!(Josa::eul_reul("나래페이").to_string(), "나래페이를");
    }

    texts! {
        hello(name: &str) { ko: "{name}님 안녕하세요", en: "Hello {name}" }
        bye { ko: "안녕히 가세요", en: "Goodbye" }
    }

    #[test]
    fn of_a_text_in_both_languages_each_reads_their_own() {
        let both = "한울보증 / Hanul Guarantee";
        assert_eq!(in_language(Lang::Ko, both), "한울보증");
        assert_eq!(in_language(Lang::En, both), "Hanul Guarantee");
        for one in ["한울보증", "Hanul", "A / B", "가 / 나", "웹/앱 점검"] {
            assert_eq!((in_language(Lang::Ko, one), in_language(Lang::En, one)), (one, one));
        }
    }

    #[test]
    fn texts_speak_both() {
        assert_eq!(hello(Lang::Ko, "나루"), "나루님 안녕하세요");
        assert_eq!(hello(Lang::En, "Naru"), "Hello Naru");
        assert_ne!(bye(Lang::Ko), bye(Lang::En));
    }
}

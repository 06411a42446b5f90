//! Why a notice did not arrive: a word for the store and a sentence for people. No personal data.

use super::words;
use naru_base::Lang;
use std::fmt;

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The name has no address.
    Unresolved,
    /// The address is of an inner network, ours perhaps.
    InnerNetwork,
    /// The call would go without TLS.
    PlainHttp,
    /// No connection came about.
    NoConnection,
    /// The other end's certificate is not trusted, or TLS failed otherwise.
    NoTls,
    /// No answer in time, or the connection broke.
    NoAnswer,
    /// The address is none.
    BadAddress,
    /// Nothing signs.
    NoSecret,
    /// This node sends no e-mail.
    NoMail,
    /// The contact was closed.
    ContactClosed,
    /// The node ended over every attempt.
    NodeEnded,
    /// The address does not open with the keys there are.
    DoesNotOpen,
    /// Another answer than success.
    Status(u16),
    /// Sent elsewhere, which is not followed.
    Redirect(u16),
    /// The mail server said no, with this code.
    Mail(u16),
}

impl Why {
    /// Those without a number.
    const PLAIN: [(Why, &'static str); 12] = [
        (Why::Unresolved, "unresolved"),
        (Why::InnerNetwork, "inner-network"),
        (Why::PlainHttp, "plain-http"),
        (Why::NoConnection, "no-connection"),
        (Why::NoTls, "no-tls"),
        (Why::NoAnswer, "no-answer"),
        (Why::BadAddress, "bad-address"),
        (Why::NoSecret, "no-secret"),
        (Why::NoMail, "no-mail"),
        (Why::ContactClosed, "contact-closed"),
        (Why::NodeEnded, "node-ended"),
        (Why::DoesNotOpen, "does-not-open"),
    ];

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Why> {
        if let Some((kind, number)) = text.split_once(':') {
            let number = number.parse().ok()?;
            return match kind {
                "status" => Some(Why::Status(number)),
                "redirect" => Some(Why::Redirect(number)),
                "mail" => Some(Why::Mail(number)),
                _ => None,
            };
        }
        Why::PLAIN.into_iter().find(|(_, word)| *word == text).map(|(it, _)| it)
    }

    /// The sentence for people.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Why::Unresolved => words::why_unresolved(lang),
            Why::InnerNetwork => words::why_inner(lang),
            Why::PlainHttp => words::why_plain(lang),
            Why::NoConnection => words::why_no_connection(lang),
            Why::NoTls => words::why_no_tls(lang),
            Why::NoAnswer => words::why_no_answer(lang),
            Why::BadAddress => words::why_bad_address(lang),
            Why::NoSecret => words::why_no_secret(lang),
            Why::NoMail => words::why_no_mail(lang),
            Why::ContactClosed => words::why_closed(lang),
            Why::NodeEnded => words::why_node_ended(lang),
            Why::DoesNotOpen => words::why_does_not_open(lang),
            Why::Status(code) => words::why_status(lang, code),
            Why::Redirect(code) => words::why_redirect(lang, code),
            Why::Mail(code) => words::why_mail(lang, code),
        }
    }
}

impl fmt::Display for Why {
    /// The form in the store.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Status(code) => write!(f, "status:{code}"),
            Why::Redirect(code) => write!(f, "redirect:{code}"),
            Why::Mail(code) => write!(f, "mail:{code}"),
            plain => {
                let word = Why::PLAIN.iter().find(|(it, _)| it == plain);
                f.write_str(word.map_or("", |(_, word)| word))
            }
        }
    }
}

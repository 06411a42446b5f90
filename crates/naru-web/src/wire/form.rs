//! Reads `application/x-www-form-urlencoded`, as the URL standard has it, strictly: broken
//! escapes and bytes that are no UTF-8 are errors, not replacement characters.

use naru_base::secret::SecretText;

/// A broken escape, or not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadForm;

/// Parameters, at most.
const PARAMETERS_MAX: usize = 32;

/// Names and values, in the order given. Values may be secrets.
pub(crate) fn read(form: &[u8]) -> Result<Vec<(String, SecretText)>, BadForm> {
    read_many(form, PARAMETERS_MAX)
}

/// The same, with a bound of the caller's on how many there may be.
pub(crate) fn read_many(form: &[u8], most: usize) -> Result<Vec<(String, SecretText)>, BadForm> {
    let mut out = Vec::new();
    for pair in form.split(|b| *b == b'&').filter(|p| !p.is_empty()) {
        if out.len() == most {
            return Err(BadForm);
        }
        let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
        let (name, value) = pair.split_at(at);
        let value = value.get(1..).unwrap_or_default();
        out.push((decode(name)?, SecretText::new(decode(value)?)));
    }
    Ok(out)
}

fn decode(text: &[u8]) -> Result<String, BadForm> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || {
                    let c = char::from(*bytes.next().ok_or(BadForm)?);
                    c.to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(BadForm)
                };
                (digit()? << 4) | digit()?
            }
            other => *other,
        });
    }
    String::from_utf8(out).map_err(|_| BadForm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(form: &str) -> Result<Vec<(String, String)>, BadForm> {
        let show = |(n, v): (String, SecretText)| (n, v.expose().clone());
        Ok(read(form.as_bytes())?.into_iter().map(show).collect())
    }

    #[test]
    fn escapes_are_undone() {
        let want = |all: &[(&str, &str)]| {
            Ok(all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
        };
        assert_eq!(plain("a=1&b=x+y%20z&&c"), want(&[("a", "1"), ("b", "x y z"), ("c", "")]));
        assert_eq!(plain("%EA%B0%80=%3D&a=b=c"), want(&[("가", "="), ("a", "b=c")]));
        for bad in ["a=%", "a=%4", "a=%zz", "a=%ff"] {
            assert_eq!(plain(bad), Err(BadForm), "{bad}");
        }
        assert!(read(&[b'='; 10]).is_ok());
        assert!(read("a=1&".repeat(33).as_bytes()).is_err());
    }
}

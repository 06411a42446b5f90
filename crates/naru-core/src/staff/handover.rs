//! The half of a link that goes by another person: a short code that people can read to each
//! other. Guessing is no use: whoever tries needs the link too, which dies after five wrong codes.

use naru_base::Entropy;
use ring::digest::{Context, SHA256};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

/// A new code, as it is shown: `7K3QM-2XNPA`.
pub fn new_code(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; LENGTH];
    entropy.fill(&mut bytes);
    let mut out = String::with_capacity(LENGTH + 1);
    for (i, byte) in bytes.into_iter().enumerate() {
        if i == LENGTH / 2 {
            out.push('-');
        }
        out.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    out
}

/// What the store keeps. Spaces, hyphens and small letters do not matter, nor O for 0, I and L
/// for 1.
pub fn hash(code: &str) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(b"naru-handover-1");
    for b in code.bytes().filter(u8::is_ascii_alphanumeric).take(64) {
        let plain = match b.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        context.update(&[plain]);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::env::SystemEntropy;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = new_code(&SystemEntropy::default());
        assert_eq!(code.len(), 11, "{code}");
        let loose = format!(" {} ", code.to_lowercase().replace('-', " "));
        assert_eq!(hash(&loose), hash(&code));
        assert_eq!(hash("OIL"), hash("011"));
        assert_ne!(hash("7K3QM-2XNPA"), hash("7K3QM-2XNPB"));
    }
}

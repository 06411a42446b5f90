//! Signatures of webhooks as Standard Webhooks has them: `v1`, HMAC-SHA256 over
//! `id.timestamp.body`, in base64. Pure.

use data_encoding::BASE64;
use naru_base::Entropy;
use naru_base::secret::SecretText;
use ring::hmac;

/// The form of a secret: this, then base64 of 24 to 64 bytes.
const PREFIX: &str = "whsec_";
const SECRET_BYTES: usize = 32;

/// A new secret.
pub fn new_secret(entropy: &dyn Entropy) -> SecretText {
    let mut bytes = [0; SECRET_BYTES];
    entropy.fill(&mut bytes);
    SecretText::new(format!("{PREFIX}{}", BASE64.encode(&bytes)))
}

/// The key in a secret; `None` if it is none.
fn key(secret: &SecretText) -> Option<hmac::Key> {
    let text = secret.expose();
    let bytes = BASE64.decode(text.strip_prefix(PREFIX)?.as_bytes()).ok()?;
    (24..=64).contains(&bytes.len()).then(|| hmac::Key::new(hmac::HMAC_SHA256, &bytes))
}

/// Whether it is a secret.
pub fn is_secret(secret: &SecretText) -> bool {
    key(secret).is_some()
}

/// The value of `webhook-signature`: one signature for each secret. `None` if a secret is none.
pub fn signature<'s>(
    secrets: impl IntoIterator<Item = &'s SecretText>,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> Option<String> {
    let mut out = Vec::new();
    for secret in secrets {
        let mut context = hmac::Context::with_key(&key(secret)?);
        context.update(format!("{id}.{timestamp}.").as_bytes());
        context.update(body);
        out.push(format!("v1,{}", BASE64.encode(context.sign().as_ref())));
    }
    if out.is_empty() { None } else { Some(out.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::env::SystemEntropy;

    fn secret(text: &str) -> SecretText {
        SecretText::new(text.to_owned())
    }

    /// The vector that the libraries of Standard Webhooks test themselves with.
    #[test]
    fn the_vector_of_the_standard() {
        let it = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let body = br#"{"test": 2432232314}"#;
        let made = signature([&it], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(made.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn two_secrets_sign_beside_each_other() {
        let (a, b) = (new_secret(&SystemEntropy::default()), new_secret(&SystemEntropy::default()));
        let sign = |secrets: &[&SecretText]| signature(secrets.iter().copied(), "id", 7, b"{}");
        let (first, second) = (sign(&[&a]).unwrap(), sign(&[&b]).unwrap());
        assert_ne!(first, second);
        assert_eq!(sign(&[&a, &b]).unwrap(), format!("{first} {second}"));
    }

    #[test]
    fn every_part_is_signed() {
        let it = new_secret(&SystemEntropy::default());
        let all = [("id", 7, "{}"), ("i", 7, "{}"), ("id", 8, "{}"), ("id", 7, "{} ")];
        let mut made: Vec<String> =
            all.iter().map(|(id, t, b)| signature([&it], id, *t, b.as_bytes()).unwrap()).collect();
        made.sort();
        made.dedup();
        assert_eq!(made.len(), all.len());
    }

    #[test]
    fn what_is_no_secret_signs_nothing() {
        for bad in ["", "whsec_", "whsec_????", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA"] {
            assert!(!is_secret(&secret(bad)), "{bad}");
            assert_eq!(signature([&secret(bad)], "id", 7, b"{}"), None, "{bad}");
        }
        assert_eq!(signature([], "id", 7, b"{}"), None);
        assert!(is_secret(&new_secret(&SystemEntropy::default())));
    }
}

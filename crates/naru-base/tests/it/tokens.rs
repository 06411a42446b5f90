//! A token says what it was made to say, until it ends, and nothing else passes for one.

use crate::seeded::{NOW, Seeded};
use naru_base::Micros;
use naru_base::keyring::{KeyVersion, Keyring, Purpose, RootKey};
use naru_base::token::{Claims, TOKEN_LEN_MAX, TokenError, mint, verify};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

static KEYRING: LazyLock<Keyring> =
    LazyLock::new(|| Keyring::create(&RootKey::from_bytes([1; 32]), &Seeded::new(20), NOW));

fn claims() -> Claims {
    Claims {
        aud: "M202600001".into(),
        scope: vec!["oob".into(), "sa".into()],
        exp: NOW.unix_seconds() + 10,
        jti: "01J00000000000000000000000".into(),
    }
}

#[test]
fn a_token_ends_at_the_second_it_says() {
    let text = mint(&claims(), &KEYRING).expect("short");
    let end = Micros::new(claims().exp * 1_000_000);
    assert_eq!(verify(&text, &KEYRING, Micros::new(end.get() - 1)), Ok(claims()));
    let over = TokenError::Expired(Box::new(claims()));
    assert_eq!(verify(&text, &KEYRING, end), Err(over));
}

#[test]
fn a_rotation_keeps_tokens_until_the_key_is_destroyed() {
    let mut keyring = KEYRING.clone();
    let old = mint(&claims(), &keyring).expect("short");
    let root = RootKey::from_bytes([1; 32]);
    keyring.rotate(Purpose::Tokens, &root, &Seeded::new(21), NOW).expect("rotates");
    let new = mint(&claims(), &keyring).expect("short");
    assert_ne!(old, new);
    assert_eq!(verify(&old, &keyring, NOW), Ok(claims()));
    assert_eq!(verify(&new, &keyring, NOW), Ok(claims()));
    keyring.destroy(Purpose::Tokens, KeyVersion::FIRST).expect("retiring");
    assert_eq!(verify(&old, &keyring, NOW), Err(TokenError::UnknownKey(KeyVersion::FIRST)));
    let unknown = verify(&new, &KEYRING, NOW);
    assert!(matches!(unknown, Err(TokenError::UnknownKey(_))), "not known there: {unknown:?}");
}

#[test]
fn another_installations_token_is_refused() {
    let other = Keyring::create(&RootKey::from_bytes([1; 32]), &Seeded::new(22), NOW);
    let text = mint(&claims(), &other).expect("short");
    assert_eq!(verify(&text, &KEYRING, NOW), Err(TokenError::BadSignature));
}

#[test]
fn what_is_no_token_is_refused() {
    let text = mint(&claims(), &KEYRING).expect("short");
    let parts: Vec<&str> = text.split('.').collect();
    let bare = format!("{}.{}.", parts[0], parts[1]);
    for (bad, error) in [
        ("", TokenError::Malformed),
        ("..", TokenError::WrongHeader),
        ("가.나.다", TokenError::Malformed),
        (bare.as_str(), TokenError::BadSignature),
        (&format!("{text}."), TokenError::BadSignature),
        (&format!("{text}="), TokenError::Malformed),
        (&format!(" {text}"), TokenError::Malformed),
        (&"a".repeat(TOKEN_LEN_MAX + 1), TokenError::TooLong),
    ] {
        assert_eq!(verify(bad, &KEYRING, NOW), Err(error), "{bad}");
    }
    let long = Claims { aud: "x".repeat(TOKEN_LEN_MAX), ..claims() };
    assert_eq!(mint(&long, &KEYRING), Err(TokenError::TooLong));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_token_keeps_its_claims_and_no_byte_of_it_can_change(
        aud in "\\PC{0,40}", scope in proptest::collection::vec("[a-z]{1,10}", 0..6),
        exp in NOW.unix_seconds() + 1.., jti in "\\PC{0,40}",
        at: Index, other in proptest::char::range('!', '~'),
    ) {
        let claims = Claims { aud, scope, exp, jti };
        let text = mint(&claims, &KEYRING).expect("short");
        prop_assert_eq!(verify(&text, &KEYRING, NOW), Ok(claims));
        let at = at.index(text.len());
        prop_assume!(!text[at..].starts_with(other));
        let mut touched = text.clone();
        touched.replace_range(at..=at, &other.to_string());
        prop_assert!(verify(&touched, &KEYRING, NOW).is_err(), "{}", touched);
        prop_assert!(verify(&text[..at], &KEYRING, NOW).is_err());
    }
}

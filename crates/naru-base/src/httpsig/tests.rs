//! The primitives against the published vector of RFC 9421 (appendix B.2.6).

use super::base::join_base;
use super::field::content_digest;
use super::{SigningKey, VerifyingKey};

const PRIVATE: &str = "n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU";
const PUBLIC: &str = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";
const SIGNATURE: &str =
    "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

#[test]
fn the_published_vector_holds() {
    let lines = [
        (r#""date""#, "Tue, 20 Apr 2021 02:07:55 GMT"),
        (r#""@method""#, "POST"),
        (r#""@path""#, "/foo"),
        (r#""@authority""#, "example.com"),
        (r#""content-type""#, "application/json"),
        (r#""content-length""#, "18"),
    ];
    let list = r#"("date" "@method" "@path" "@authority" "content-type" "content-length")"#;
    let input = format!("{list};created=1618884473;keyid=\"test-key-ed25519\"");
    let base = join_base(lines.into_iter(), &input);
    let key = SigningKey::parse(PRIVATE).expect("a key");
    assert_eq!(key.verifying_key(), VerifyingKey::parse(PUBLIC).expect("a key"));
    let signature = key.sign(base.as_bytes());
    assert_eq!(data_encoding::BASE64.encode(&signature), SIGNATURE);
    assert!(key.verifying_key().verify(base.as_bytes(), &signature));
}

#[test]
fn the_published_digest_holds() {
    // RFC 9530's example body.
    assert_eq!(
        content_digest(b"{\"hello\": \"world\"}\n"),
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    );
    assert_eq!(
        content_digest(b"{\"hello\": \"world\"}"),
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
    );
}

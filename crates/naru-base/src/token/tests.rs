//! What must not pass, signed with the right key: only possible from inside.

use super::*;
use crate::env::Entropy;
use crate::keyring::RootKey;

struct Sevens;
impl Entropy for Sevens {
    fn fill(&self, out: &mut [u8]) {
        out.fill(7);
    }
}

const NOW: Micros = Micros::new(1_790_000_000_000_000);

fn keyring() -> Keyring {
    Keyring::create(&RootKey::from_bytes([1; 32]), &Sevens, NOW)
}

fn signed(keyring: &Keyring, head: &str, body: &str) -> String {
    let text = format!(
        "{}.{}",
        BASE64URL_NOPAD.encode(head.as_bytes()),
        BASE64URL_NOPAD.encode(body.as_bytes())
    );
    let tag = hmac::sign(&keyring.active(Purpose::Tokens).1.mac, text.as_bytes());
    format!("{text}.{}", BASE64URL_NOPAD.encode(tag.as_ref()))
}

const HEAD: &str = r#"{"alg":"HS256","typ":"JWT","kid":"1"}"#;
const BODY: &str = concat!(
    r#"{"aud":"M202600001","scope":["sa"],"iss":"https://www.openbanking.or.kr","#,
    r#""exp":1790000100,"jti":"j1"}"#
);

#[test]
fn the_form_is_the_documented_one() {
    let keyring = keyring();
    let claims = Claims {
        aud: "M202600001".into(),
        scope: vec!["sa".into()],
        exp: 1_790_000_100,
        jti: "j1".into(),
    };
    let text = mint(&claims, &keyring).expect("short");
    assert_eq!(text, signed(&keyring, HEAD, BODY));
    assert_eq!(verify(&text, &keyring, NOW), Ok(claims));
}

#[test]
fn other_headers_are_refused_even_when_signed() {
    let keyring = keyring();
    for head in [
        r#"{"alg":"none","typ":"JWT","kid":"1"}"#,
        r#"{"alg":"HS512","typ":"JWT","kid":"1"}"#,
        r#"{"alg":"hs256","typ":"JWT","kid":"1"}"#,
        r#"{"typ":"JWT","alg":"HS256","kid":"1"}"#,
        r#"{"alg":"HS256","typ":"JWT"}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":""}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":"0"}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":"01"}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":"+1"}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":"65537"}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":"1","crit":["x"]}"#,
        r#"{"alg": "HS256","typ":"JWT","kid":"1"}"#,
        "",
    ] {
        let refused = verify(&signed(&keyring, head, BODY), &keyring, NOW);
        assert_eq!(refused, Err(TokenError::WrongHeader), "{head}");
    }
    let other = signed(&keyring, r#"{"alg":"HS256","typ":"JWT","kid":"2"}"#, BODY);
    let two = KeyVersion::FIRST.next().expect("2");
    assert_eq!(verify(&other, &keyring, NOW), Err(TokenError::UnknownKey(two)));
}

#[test]
fn other_bodies_are_refused_even_when_signed() {
    let keyring = keyring();
    for (body, error) in [
        (BODY.replace("www.openbanking", "www.openbanking2"), TokenError::WrongIssuer),
        (BODY.replace("\"j1\"", "1"), TokenError::Malformed),
        (BODY.replace("[\"sa\"]", "\"sa\""), TokenError::Malformed),
        (BODY.replace("1790000100", "1790000100.5"), TokenError::Malformed),
        (BODY.replace("1790000100", "99999999999999999999"), TokenError::Malformed),
        (BODY.replace("\"jti\":", "\"nbf\":1,\"jti\":"), TokenError::Malformed),
        (BODY.replace("\"jti\":", "\"exp\":1,\"jti\":"), TokenError::Malformed),
        (BODY.replace(",\"jti\":\"j1\"", ""), TokenError::Malformed),
        ("[]".into(), TokenError::Malformed),
        (String::new(), TokenError::Malformed),
    ] {
        assert_eq!(verify(&signed(&keyring, HEAD, &body), &keyring, NOW), Err(error), "{body}");
    }
}

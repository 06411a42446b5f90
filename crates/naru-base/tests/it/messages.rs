//! A signed message verifies as it was sent and in no other form; nothing is accepted twice.

use crate::seeded::NOW;
use naru_base::httpsig::{
    CONTENT_DIGEST, MESSAGE_ID, Policy, ReplayError, ReplayGuard, Request, Response, SIGNATURE,
    SIGNATURE_INPUT, SigError, SignParams, SigningKey, Verified, sign_request, sign_response,
    verify_request, verify_response,
};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_seed(&[3; 32]));
const POLICY: Policy = Policy { skew_s_max: 5, lifetime_s_max: 60 };

fn params() -> SignParams {
    SignParams {
        created: NOW.unix_seconds(),
        expires: NOW.unix_seconds() + 30,
        keyid: "naru-1".into(),
        nonce: "AAAAAAAAAAAAAAAAAAAAAA".into(),
    }
}

/// The parts of a signed request that can be touched on the way.
#[derive(Clone, Debug)]
struct Sent {
    method: String,
    path: String,
    authority: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Sent {
    fn with<T>(&self, f: impl FnOnce(&Request<'_>) -> T) -> T {
        let headers: Vec<_> = self.headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        f(&Request {
            method: &self.method,
            path: &self.path,
            authority: &self.authority,
            headers: &headers,
            body: &self.body,
        })
    }

    fn signed(body: &[u8]) -> Sent {
        let mut sent = Sent {
            method: "POST".into(),
            path: "/bank/v1/withdrawals".into(),
            authority: "bank-901.example:8443".into(),
            headers: vec![
                ("Content-Type", "application/json".into()),
                (MESSAGE_ID, "01K5M8P3ZT0000000000000001".into()),
            ],
            body: body.to_vec(),
        };
        let signed = sent.with(|r| sign_request(&KEY, r, &params())).expect("within the profile");
        sent.headers.extend(signed.iter().map(|(n, v)| (n, v.to_owned())));
        sent
    }

    fn verify(&self) -> Result<Verified, SigError> {
        let key = |keyid: &str| (keyid == "naru-1").then(|| KEY.verifying_key());
        self.with(|r| verify_request(r, NOW, POLICY, &key))
    }

    fn header(&mut self, name: &str) -> &mut String {
        &mut self.headers.iter_mut().find(|(n, _)| *n == name).expect("signed").1
    }
}

#[test]
fn parameters_may_stand_in_any_order() {
    // What another implementation sends: the same parameters, ordered its way.
    let mut sent = Sent::signed(b"{}");
    let list =
        r#"("@method" "@authority" "@path" "content-digest" "content-type" "naru-message-id")"#;
    let SignParams { created, expires, keyid, nonce } = params();
    let input = format!(
        "{list};tag=\"naru-bank-1\";nonce=\"{nonce}\";keyid=\"{keyid}\";alg=\"ed25519\"\
         ;expires={expires};created={created}"
    );
    let digest = sent.header(CONTENT_DIGEST).clone();
    let base = format!(
        "\"@method\": POST\n\"@authority\": bank-901.example:8443\n\
         \"@path\": /bank/v1/withdrawals\n\"content-digest\": {digest}\n\
         \"content-type\": application/json\n\"naru-message-id\": 01K5M8P3ZT0000000000000001\n\
         \"@signature-params\": {input}"
    );
    let signature = data_encoding::BASE64.encode(&KEY.sign(base.as_bytes()));
    *sent.header(SIGNATURE_INPUT) = format!("naru={input}");
    *sent.header(SIGNATURE) = format!("naru=:{signature}:");
    assert_eq!(sent.verify().expect("any order").nonce, nonce);
}

#[test]
fn what_the_wire_may_change_does_not_matter() {
    let mut sent = Sent::signed(b"{}");
    sent.authority = "BANK-901.example:8443".into();
    sent.headers.reverse();
    sent.headers.push(("Via", "1.1 proxy".into()));
    sent.header("Content-Type").push_str("  ");
    assert!(sent.verify().is_ok());
}

#[test]
fn what_is_outside_the_profile_is_not_signed() {
    let sent = Sent::signed(b"{}");
    let sign = |sent: &Sent, params: &SignParams| {
        sent.with(|r| sign_request(&KEY, r, params)).expect_err("outside").code()
    };
    let with = |change: &dyn Fn(&mut Sent)| {
        let mut sent = sent.clone();
        change(&mut sent);
        sign(&sent, &params())
    };
    assert_eq!(with(&|s| s.path = "bank".into()), "bad-form");
    assert_eq!(with(&|s| s.path = "/a?b".into()), "bad-form");
    assert_eq!(with(&|s| s.path = "/가".into()), "bad-form");
    assert_eq!(with(&|s| s.method = "post".into()), "bad-form");
    assert_eq!(with(&|s| s.authority = String::new()), "bad-form");
    assert_eq!(with(&|s| s.authority = "user@host".into()), "bad-form");
    assert_eq!(with(&|s| *s.header(MESSAGE_ID) = "a b".into()), "bad-form");
    assert_eq!(with(&|s| s.header("Content-Type").push('\n')), "bad-form");
    assert_eq!(with(&|s| s.headers.clear()), "missing-header");
    assert_eq!(sign(&sent, &SignParams { nonce: "a\"b".repeat(9), ..params() }), "bad-form");
    assert_eq!(sign(&sent, &SignParams { keyid: "a\"".into(), ..params() }), "bad-form");
    assert_eq!(sign(&sent, &SignParams { created: -1, ..params() }), "bad-form");
}

#[test]
fn a_guard_accepts_once_and_forgets_only_what_has_expired() {
    let later = |s| NOW.plus_seconds(s);
    let mut guard = ReplayGuard::new(2);
    assert!(guard.is_empty());
    assert_eq!(guard.check_and_insert("a", "n1", later(10), NOW), Ok(()));
    assert_eq!(guard.check_and_insert("a", "n1", later(10), NOW), Err(ReplayError::Replayed));
    assert_eq!(guard.check_and_insert("a", "n1", later(20), NOW), Err(ReplayError::Replayed));
    assert_eq!(guard.check_and_insert("an", "1", later(20), NOW), Ok(()));
    assert_eq!(guard.check_and_insert("a", "n2", later(30), NOW), Err(ReplayError::Full));
    assert_eq!(guard.check_and_insert("a", "n2", NOW, NOW), Err(ReplayError::Expired));
    let almost = NOW.plus_ms(9_999);
    assert_eq!(guard.check_and_insert("a", "n1", later(10), almost), Err(ReplayError::Replayed));
    assert_eq!(guard.check_and_insert("a", "n2", later(30), later(10)), Ok(()), "room again");
    assert_eq!(guard.len(), 2);
    let back = guard.check_and_insert("a", "n1", later(10), NOW);
    assert_eq!(back, Err(ReplayError::Expired), "the clock stepped back, the guard did not");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_byte_of_a_signed_request_can_change(
        body in proptest::collection::vec(any::<u8>(), 0..200),
        part in 0_usize..9, at: Index, flip in 1_u8..0x7f,
    ) {
        let sent = Sent::signed(&body);
        prop_assert!(sent.verify().is_ok());
        let mut touched = sent.clone();
        let text = match part {
            0 => {
                if body.is_empty() {
                    touched.body.push(flip);
                } else {
                    let at = at.index(body.len());
                    touched.body[at] ^= flip;
                }
                prop_assert!(touched.verify().is_err());
                return Ok(());
            }
            1 => &mut touched.method,
            2 => &mut touched.path,
            3 => &mut touched.authority,
            n => {
                let n = (n - 4) % touched.headers.len();
                // Without a body its type is not covered: it says nothing.
                prop_assume!(!body.is_empty() || touched.headers[n].0 != "Content-Type");
                &mut touched.headers[n].1
            }
        };
        let before = text.clone();
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        *text = String::from_utf8(bytes).expect("ASCII stays ASCII");
        // Neither the case of a host name nor space around a value means anything.
        prop_assume!(!text.trim().eq_ignore_ascii_case(before.trim()) || part != 3);
        prop_assert!(touched.verify().is_err(), "{:?}", touched);
        touched = sent.clone();
        touched.body.push(b'x');
        prop_assert!(touched.verify().is_err());
    }

    #[test]
    fn a_response_answers_its_own_request_only(
        body in proptest::collection::vec(any::<u8>(), 0..200), status in 100_u16..600,
        other in 100_u16..600, at: Index, flip in 1_u8..,
    ) {
        let sent = Sent::signed(b"{}");
        let mut another = sent.clone();
        another.header(MESSAGE_ID).push('2');
        let signed = sent.with(|request| {
            let response = Response { status, headers: &[], body: &body };
            sign_response(&KEY, &response, request, &params()).expect("within the profile")
        });
        let headers: Vec<_> = signed.iter().collect();
        let verify = |sent: &Sent, status: u16, body: &[u8]| {
            let response = Response { status, headers: &headers, body };
            let key = |_: &str| Some(KEY.verifying_key());
            sent.with(|r| verify_response(&response, r, NOW, POLICY, &key)).map(|_| ())
        };
        prop_assert_eq!(verify(&sent, status, &body), Ok(()));
        prop_assert_eq!(verify(&another, status, &body), Err(SigError::BadSignature));
        if other != status {
            prop_assert_eq!(verify(&sent, other, &body), Err(SigError::BadSignature));
        }
        let mut touched = body.clone();
        if touched.is_empty() {
            touched.push(flip);
        } else {
            let at = at.index(touched.len());
            touched[at] ^= flip;
        }
        prop_assert_eq!(verify(&sent, status, &touched), Err(SigError::DigestMismatch));
    }

    #[test]
    fn headers_from_nowhere_are_refused(input in "\\PC{0,120}", signature in "\\PC{0,120}") {
        let mut sent = Sent::signed(b"{}");
        *sent.header(SIGNATURE_INPUT) = input;
        prop_assert!(sent.verify().is_err());
        let mut sent = Sent::signed(b"{}");
        *sent.header(SIGNATURE) = signature;
        prop_assert!(sent.verify().is_err());
    }
}

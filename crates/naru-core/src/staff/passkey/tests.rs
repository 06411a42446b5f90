//! What an honest authenticator proves, and what each single lie makes of it.

use crate::staff::passkey::check::{Flaw, Made, made, used};
use crate::staff::passkey::model::{Algorithm, Challenge, Given, PublicKey, Site};
use naru_lab::testbed::authenticator::{Answered, Authenticator};
use proptest::prelude::*;

const ORIGIN: &str = "https://naru.example";
const PARTY: &str = "naru.example";
const ASKED: Challenge = Challenge([9; 32]);

fn site() -> Site {
    Site { origin: ORIGIN.to_owned() }
}

fn both() -> [Authenticator; 2] {
    [Authenticator::es256(ORIGIN, PARTY), Authenticator::eddsa(ORIGIN, PARTY)]
}

fn taken(it: &Authenticator) -> Made {
    let new = it.make(&ASKED.0);
    made(&site(), &ASKED, &new.client, &new.attestation).expect("an honest key")
}

fn judge(key: &PublicKey, last: u32, it: &Answered) -> Result<u32, Flaw> {
    let given = Given {
        credential: &it.credential,
        client: &it.client,
        data: &it.data,
        signature: &it.signature,
    };
    used(&site(), &ASKED, (key, last), &given)
}

#[test]
fn both_kinds_of_key_are_read_and_answer() {
    for (mut it, algorithm) in both().into_iter().zip(Algorithm::ALL) {
        let new = taken(&it);
        assert_eq!((new.credential, new.counter), (it.credential.clone(), 1));
        assert_eq!(new.key.algorithm, algorithm);
        assert_eq!(judge(&new.key, 1, &it.answer(&ASKED.0)), Ok(2));
    }
}

type Lie = (&'static str, fn(&mut Authenticator), Flaw);

const LIES: [Lie; 10] = [
    ("another site", |it| it.origin = "https://naru.example.evil.example".into(), Flaw::Origin),
    ("no TLS", |it| it.origin = "http://naru.example".into(), Flaw::Origin),
    ("another port", |it| it.origin = "https://naru.example:8443".into(), Flaw::Origin),
    ("inside another page", |it| it.aside = r#","crossOrigin":true"#.into(), Flaw::Origin),
    (
        "under another page",
        |it| it.aside = r#","crossOrigin":false,"topOrigin":"https://evil.example""#.into(),
        Flaw::Origin,
    ),
    ("for another site", |it| it.relying_party = "evil.example".into(), Flaw::RelyingParty),
    ("nobody there", |it| it.flags = 0x04, Flaw::NotPresent),
    ("nobody verified", |it| it.flags = 0x01, Flaw::NotVerified),
    ("backed up but not able to be", |it| it.flags = 0x15, Flaw::Flags),
    ("two words for one field", |it| it.aside = r#","type":"webauthn.get""#.into(), Flaw::Client),
];

#[test]
fn each_lie_is_seen_when_a_key_is_made_and_when_it_answers() {
    for (what, lie, flaw) in LIES {
        for mut it in both() {
            let key = taken(&it).key;
            lie(&mut it);
            let new = it.make(&ASKED.0);
            assert_eq!(made(&site(), &ASKED, &new.client, &new.attestation), Err(flaw), "{what}");
            assert_eq!(judge(&key, 1, &it.answer(&ASKED.0)), Err(flaw), "{what}");
        }
    }
}

#[test]
fn another_challenge_another_key_and_the_other_kind_of_answer_prove_nothing() {
    for mut it in both() {
        let key = taken(&it).key;
        let new = it.make(&[8; 32]);
        let read = made(&site(), &ASKED, &new.client, &new.attestation);
        assert_eq!(read, Err(Flaw::Challenge));
        assert_eq!(judge(&key, 1, &it.answer(&[8; 32])), Err(Flaw::Challenge));
        assert_eq!(judge(&key, 1, &it.answer(b"short")), Err(Flaw::Challenge));
        for mut other in both() {
            assert_eq!(judge(&key, 1, &other.answer(&ASKED.0)), Err(Flaw::Signature));
        }
        let answer = it.answer(&ASKED.0);
        let new = it.make(&ASKED.0);
        let read = made(&site(), &ASKED, &answer.client, &new.attestation);
        assert_eq!(read, Err(Flaw::Kind));
        let crossed = Answered { client: new.client, ..answer };
        assert_eq!(judge(&key, 1, &crossed), Err(Flaw::Kind));
    }
}

#[test]
fn a_counter_rises_or_has_never_counted() {
    let cases = [(1, 5, false), (4, 5, false), (5, 5, true), (9, 5, true), (0, 0, true)];
    for (says, last, right) in cases {
        let mut it = Authenticator::es256(ORIGIN, PARTY);
        let key = taken(&it).key;
        // The answer adds one to a counter that counts.
        it.counter = says;
        let judged = judge(&key, last, &it.answer(&ASKED.0));
        let want = if says == 0 { 0 } else { says + 1 };
        assert_eq!(judged, if right { Ok(want) } else { Err(Flaw::Replayed) }, "{says} {last}");
    }
    let mut it = Authenticator::es256(ORIGIN, PARTY);
    let key = taken(&it).key;
    it.counter = 0;
    assert_eq!(judge(&key, 1, &it.answer(&ASKED.0)), Err(Flaw::Replayed), "it once counted");
}

#[test]
fn a_key_of_another_kind_is_not_taken() {
    let it = Authenticator::es256(ORIGIN, PARTY);
    let good = it.cose();
    let with = |at: usize, byte: u8| {
        let mut cose = good.clone();
        cose[at] = byte;
        cose
    };
    // {1: kind, 3: algorithm, -1: curve, -2: x, …}
    let short = [&good[..8], &[0x41, 7], &good[42..]].concat();
    let cases = [
        ("RSA", with(2, 0x03), Flaw::Key),
        ("ES384", with(4, 0x38), Flaw::Data),
        ("EdDSA on P-256", with(4, 0x27), Flaw::Key),
        ("P-384", with(6, 0x02), Flaw::Key),
        ("a short x", short, Flaw::Key),
        ("no map", with(0, 0x81), Flaw::Data),
        ("cut off", good[..good.len() - 1].to_vec(), Flaw::Data),
        ("something behind it", [good.as_slice(), &[0]].concat(), Flaw::Data),
    ];
    for (what, cose, flaw) in cases {
        let new = it.make_with(&ASKED.0, &cose);
        assert_eq!(made(&site(), &ASKED, &new.client, &new.attestation), Err(flaw), "{what}");
    }
}

#[test]
fn a_site_has_a_name_and_a_secured_connection() {
    for (origin, party, may) in [
        ("https://naru.example", "naru.example", true),
        ("https://naru.example:8443", "naru.example", true),
        ("http://naru.example", "naru.example", false),
        ("http://localhost:8080", "localhost", true),
        ("http://127.0.0.1:8080", "127.0.0.1", false),
        ("https://[::1]:8443", "[::1]", false),
        ("", "", false),
    ] {
        let site = Site { origin: origin.to_owned() };
        assert_eq!((site.relying_party(), site.may_have_keys()), (party, may), "{origin}");
    }
}

proptest! {
    /// Whatever single byte is changed on the way, the answer proves nothing (or, in the counter
    /// that is not below the last, at least not what was signed).
    #[test]
    fn no_byte_can_be_changed(at in 0_usize..4_096, flip in 1_u8..=255, which in 0..3) {
        for mut it in both() {
            let key = taken(&it).key;
            let mut answer = it.answer(&ASKED.0);
            let part = match which {
                0 => &mut answer.client,
                1 => &mut answer.data,
                _ => &mut answer.signature,
            };
            let at = at % part.len();
            part[at] ^= flip;
            prop_assert!(judge(&key, 1, &answer).is_err());
        }
    }

    /// Nothing that anybody sends makes the reader fall over.
    #[test]
    fn bytes_of_anybody_are_only_refused(
        attestation in proptest::collection::vec(any::<u8>(), 0..200),
        tail in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let it = Authenticator::es256(ORIGIN, PARTY);
        let new = it.make(&ASKED.0);
        prop_assert!(made(&site(), &ASKED, &new.client, &attestation).is_err());
        let other = it.make_with(&ASKED.0, &tail);
        prop_assert!(made(&site(), &ASKED, &other.client, &other.attestation).is_err());
    }
}

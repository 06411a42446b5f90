//! Sealed values open only where, for whom and as they were sealed.

use crate::seeded::{NOW, Seeded};
use naru_base::Env;
use naru_base::keyring::{KeyVersion, Keyring, Purpose, RootKey};
use naru_base::seal::{LookupHash, Nonce, PersonKey, SealError};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KEYRING: LazyLock<Keyring> =
    LazyLock::new(|| Keyring::create(&RootKey::from_bytes([1; 32]), &Seeded::new(9), NOW));

const NONCE: Nonce = Nonce::from_bytes([5; 12]);

#[test]
fn a_lookup_hash_is_of_the_parts_and_not_of_their_sum() {
    let hashes = [
        KEYRING.lookup("a", &[b"bc", b"d"]),
        KEYRING.lookup("a", &[b"b", b"cd"]),
        KEYRING.lookup("a", &[b"bcd"]),
        KEYRING.lookup("a", &[b"bcd", b""]),
        KEYRING.lookup("ab", &[b"cd"]),
        KEYRING.lookup("ab", &[]),
        KEYRING.lookup("", &[]),
    ];
    assert_eq!(hashes.iter().collect::<BTreeSet<_>>().len(), hashes.len());
    assert_eq!(KEYRING.lookup("a", &[b"bcd"]), hashes[2]);
    assert_eq!(LookupHash::from_slice(hashes[2].as_bytes()), Some(hashes[2]));
    assert_eq!(LookupHash::from_slice(b"short"), None);
}

#[test]
fn lookup_hashes_survive_a_data_rotation_and_follow_a_lookup_rotation() {
    let (root, entropy) = (RootKey::from_bytes([1; 32]), Seeded::new(10));
    let mut keyring = KEYRING.clone();
    let before = keyring.lookup("person.ci", &[b"ci"]);
    keyring.rotate(Purpose::Data, &root, &entropy, NOW).expect("rotates");
    assert_eq!(keyring.lookup("person.ci", &[b"ci"]), before);

    let first = keyring.lookup_version();
    keyring.rotate(Purpose::Lookup, &root, &entropy, NOW).expect("rotates");
    assert_ne!(keyring.lookup("person.ci", &[b"ci"]), before);
    assert_eq!(keyring.lookup_under(first, "person.ci", &[b"ci"]), Some(before));
    keyring.destroy(Purpose::Lookup, first).expect("retiring");
    assert_eq!(keyring.lookup_under(first, "person.ci", &[b"ci"]), None);
}

#[test]
fn a_persons_key_opens_for_that_person_only() {
    let key = PersonKey::generate(&Seeded::new(11));
    let [owner, other] = [b"ci-1", b"ci-2"].map(|ci| KEYRING.lookup("person.ci", &[ci]));
    let wrapped = KEYRING.wrap_person_key(&key, &owner, NONCE);
    let sealed = key.seal("person.name", "가나다".as_bytes(), NONCE);
    let opened = KEYRING.open_person_key(&wrapped, &owner).expect("its owner");
    let text = opened.open("person.name", &sealed).expect("its place");
    assert_eq!(text.expose(), "가나다".as_bytes());
    assert_eq!(opened.open("person.phone", &sealed), Err(SealError::NotAuthentic));
    let error = KEYRING.open_person_key(&wrapped, &other).map(|_| ()).expect_err("another");
    assert_eq!(error, SealError::NotAuthentic);
    let stranger = PersonKey::generate(&Seeded::new(12));
    assert_eq!(stranger.open("person.name", &sealed), Err(SealError::NotAuthentic));
    let next = key.successor(&Seeded::new(13)).expect("numbers are left");
    assert_eq!(next.open("person.name", &sealed), Err(SealError::UnknownKey(KeyVersion::FIRST)));
}

#[test]
fn kinds_do_not_pass_for_one_another() {
    let owner = KEYRING.lookup("person.ci", &[b"ci"]);
    let key = PersonKey::generate(&Seeded::new(14));
    let wrapped = KEYRING.wrap_person_key(&key, &owner, NONCE);
    let data = KEYRING.seal_with_data_key("c", b"text", NONCE);
    assert_eq!(KEYRING.open_with_data_key("c", &wrapped), Err(SealError::Malformed));
    assert_eq!(key.open("c", &data), Err(SealError::Malformed));
    assert!(KEYRING.open_person_key(&data, &owner).is_err());
    // Relabelled, it is the same cipher, key and context, and still does not open.
    let owner = LookupHash::from_bytes([b'c'; 32]);
    let same_context = "c".repeat(32);
    let mut relabelled = KEYRING.wrap_person_key(&key, &owner, NONCE);
    relabelled[0] = data[0];
    let opened = KEYRING.open_with_data_key(&same_context, &relabelled);
    assert_eq!(opened, Err(SealError::NotAuthentic));
}

#[test]
fn the_form_is_the_documented_one() {
    let sealed = KEYRING.seal_with_data_key("c", b"text", NONCE);
    assert_eq!(sealed[..3], [2, 0, 1]);
    assert_eq!(sealed[3..15], [5; 12]);
    assert_eq!(sealed.len(), 3 + 12 + 4 + 16);
}

#[test]
fn a_commands_nonces_differ_and_come_again() {
    let env = Env::fixed(NOW, 77);
    let nonces: BTreeSet<_> = (0..1000).map(|n| env.nonce(n)).collect();
    assert_eq!(nonces.len(), 1000);
    assert_eq!(Nonce::of(&env, 3), Nonce::from_bytes(Env::fixed(NOW, 77).nonce(3)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_was_sealed_opens_and_what_was_touched_does_not(
        text in proptest::collection::vec(any::<u8>(), 0..700),
        context in "[a-z.]{0,20}", nonce: [u8; 12], seed: u64, at: Index, flip in 1_u8..,
    ) {
        let key = PersonKey::generate(&Seeded::new(seed));
        let owner = KEYRING.lookup("person.ci", &[&seed.to_be_bytes()]);
        let nonce = Nonce::from_bytes(nonce);
        let mut personal = key.seal(&context, &text, nonce);
        let mut data = KEYRING.seal_with_data_key(&context, &text, nonce);
        let mut wrapped = KEYRING.wrap_person_key(&key, &owner, nonce);
        let again = KEYRING.open_person_key(&wrapped, &owner).expect("wrapped");
        let opened = again.open(&context, &personal).expect("sealed");
        prop_assert_eq!(opened.expose(), &text);
        let opened = KEYRING.open_with_data_key(&context, &data).expect("sealed");
        prop_assert_eq!(opened.expose(), &text);

        for blob in [&mut personal, &mut data, &mut wrapped] {
            let at = at.index(blob.len());
            blob[at] ^= flip;
        }
        prop_assert!(key.open(&context, &personal).is_err());
        prop_assert!(KEYRING.open_with_data_key(&context, &data).is_err());
        prop_assert!(KEYRING.open_person_key(&wrapped, &owner).is_err());
        data.truncate(at.index(data.len()));
        prop_assert!(KEYRING.open_with_data_key(&context, &data).is_err());
    }

    #[test]
    fn bytes_from_nowhere_do_not_open(blob in proptest::collection::vec(any::<u8>(), 0..80)) {
        let owner = KEYRING.lookup("d", &[]);
        prop_assert!(KEYRING.open_with_data_key("c", &blob).is_err());
        prop_assert!(KEYRING.open_person_key(&blob, &owner).is_err());
        KEYRING.is_outdated(&blob);
    }
}

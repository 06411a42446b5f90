//! The root key's file, the keyring's life, and escrow.

use crate::seeded::{NOW, Seeded};
use naru_base::Lang;
use naru_base::keyring::{
    KeyError, KeyState, KeyVersion, Keyring, Purpose, RootKey, WrappedKey, recover, split,
};
use naru_base::seal::{Nonce, SealError};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

fn v(number: u16) -> KeyVersion {
    KeyVersion::new(number).expect("not zero")
}

fn root(n: u8) -> RootKey {
    RootKey::from_bytes([n; 32])
}

#[test]
fn a_root_key_file_opens_as_it_was_written() {
    let key = RootKey::generate(&Seeded::new(1));
    let text = key.file_text();
    for same in [
        text.expose().clone(),
        text.expose().trim_end().into(),
        text.expose().replace('\n', "\r\n"),
    ] {
        assert_eq!(RootKey::parse_file(&same).expect("own form").expose(), key.expose());
    }
    assert!(!format!("{key:?} {text:?}").contains(&text.expose()[12..20]));
}

#[test]
fn a_damaged_root_key_file_is_refused() {
    let text = RootKey::generate(&Seeded::new(1)).file_text();
    let text = text.expose().trim_end();
    for cut in 0..text.len() {
        let refused = RootKey::parse_file(&text[..cut]);
        assert!(matches!(refused, Err(KeyError::RootFile(_))), "cut at {cut}");
    }
    for at in 0..text.len() {
        let mut mistyped = text.as_bytes().to_vec();
        mistyped[at] = if mistyped[at] == b'a' { b'b' } else { b'a' };
        let mistyped = String::from_utf8(mistyped).expect("ascii");
        assert!(RootKey::parse_file(&mistyped).is_err(), "mistyped at {at}");
    }
    for added in
        [format!("{text}:x"), format!(" {text}"), format!("{text}\n\n"), format!("{text}가")]
    {
        assert!(RootKey::parse_file(&added).is_err(), "{added}");
    }
}

#[test]
fn a_keyring_opens_from_its_records() {
    let keyring = Keyring::create(&root(1), &Seeded::new(2), NOW);
    let records = keyring.records();
    assert_eq!(records.len(), Purpose::ALL.len());
    let opened = Keyring::open(&root(1), &records).expect("own records");
    assert_eq!(opened.status(), keyring.status());
    assert_eq!(opened.lookup("d", &[b"x"]), keyring.lookup("d", &[b"x"]));
    assert_eq!(opened.bank_signer().1.verifying_key(), keyring.bank_signer().1.verifying_key());
    assert_ne!(opened.bank_signer().1.verifying_key(), keyring.audit_signer().1.verifying_key());
}

#[test]
fn what_is_not_a_whole_set_does_not_open() {
    let keyring = Keyring::create(&root(1), &Seeded::new(2), NOW);
    let records = keyring.records();
    let open = |records: &[WrappedKey]| Keyring::open(&root(1), records).map(|_| ());

    let wrong = Keyring::open(&root(2), &records).map(|_| ());
    assert_eq!(wrong, Err(KeyError::WrongRoot { root: root(2).fingerprint() }));

    let (purpose, version) = (records[1].purpose, v(1));
    for at in 0..records[1].wrapped.len() {
        let mut bad = records.clone();
        bad[1].wrapped[at] ^= 1;
        assert_eq!(open(&bad), Err(KeyError::Damaged { purpose, version }), "byte {at}");
    }
    let mut moved = records.clone();
    moved[0].wrapped = moved[1].wrapped.clone();
    moved[0].fingerprint = moved[1].fingerprint;
    assert!(matches!(open(&moved), Err(KeyError::Damaged { .. })), "moved to another purpose");

    let mut renumbered = records.clone();
    renumbered[0].version = v(2);
    assert!(matches!(open(&renumbered), Err(KeyError::Damaged { .. })), "another version");

    assert!(matches!(open(&records[1..]), Err(KeyError::NotASet { .. })), "one is missing");
    assert!(matches!(open(&[]), Err(KeyError::NotASet { .. })), "all are missing");
    let mut doubled = records.clone();
    doubled.push(records[0].clone());
    assert!(matches!(open(&doubled), Err(KeyError::NotASet { .. })), "one is doubled");
}

#[test]
fn a_rotation_overlaps_until_the_old_key_is_destroyed() {
    let entropy = Seeded::new(3);
    let mut keyring = Keyring::create(&root(1), &entropy, NOW);
    let nonce = Nonce::random(&entropy);
    let old = keyring.seal_with_data_key("c", b"text", nonce);
    assert!(!keyring.is_outdated(&old));

    let changed = keyring.rotate(Purpose::Data, &root(1), &entropy, NOW).expect("rotates");
    let states: Vec<_> = changed.iter().map(|r| (r.version, r.state)).collect();
    assert_eq!(states, [(v(1), KeyState::Retiring), (v(2), KeyState::Active)]);
    assert!(keyring.is_outdated(&old));
    let opened = Keyring::open(&root(1), &keyring.records()).expect("own records");
    assert_eq!(opened.open_with_data_key("c", &old).expect("overlap").expose(), b"text");
    let new = opened.seal_with_data_key("c", b"text", nonce);
    assert!(!opened.is_outdated(&new));

    let active = keyring.destroy(Purpose::Data, v(2));
    assert_eq!(active, Err(KeyError::StillActive { purpose: Purpose::Data, version: v(2) }));
    let gone = keyring.destroy(Purpose::Data, v(1)).expect("retiring");
    assert!(gone.wrapped.is_empty());
    let opened = Keyring::open(&root(1), &keyring.records()).expect("own records");
    assert_eq!(opened.open_with_data_key("c", &old), Err(SealError::DestroyedKey(v(1))));
    assert_eq!(opened.open_with_data_key("c", &new).expect("active").expose(), b"text");
    let again = keyring.make_active(Purpose::Data, v(1));
    assert_eq!(again, Err(KeyError::Destroyed { purpose: Purpose::Data, version: v(1) }));
    let unknown = keyring.destroy(Purpose::Data, v(9));
    assert_eq!(unknown, Err(KeyError::NotFound { purpose: Purpose::Data, version: v(9) }));
}

#[test]
fn a_rotation_can_be_taken_back() {
    let entropy = Seeded::new(3);
    let mut keyring = Keyring::create(&root(1), &entropy, NOW);
    let first = keyring.bank_signer().1.verifying_key();
    keyring.rotate(Purpose::BankSigning, &root(1), &entropy, NOW).expect("rotates");
    assert_ne!(keyring.bank_signer().1.verifying_key(), first);
    assert_eq!(keyring.verifying_keys(Purpose::BankSigning).len(), 2);
    assert_eq!(keyring.verifying_keys(Purpose::Data), []);
    let changed = keyring.make_active(Purpose::BankSigning, v(1)).expect("retiring");
    assert_eq!(changed.len(), 2);
    assert_eq!(keyring.bank_signer().1.verifying_key(), first);
    keyring.destroy(Purpose::BankSigning, v(2)).expect("retiring");
    // A number is never used again, even if its key is gone.
    let changed = keyring.rotate(Purpose::BankSigning, &root(1), &entropy, NOW).expect("rotates");
    assert_eq!(changed.last().map(|r| r.version), Some(v(3)));
}

#[test]
fn another_root_key_can_take_over() {
    let entropy = Seeded::new(4);
    let mut keyring = Keyring::create(&root(1), &entropy, NOW);
    let before = keyring.records();
    let wrong = KeyError::WrongRoot { root: root(2).fingerprint() };
    assert_eq!(keyring.rotate(Purpose::Data, &root(2), &entropy, NOW), Err(wrong.clone()));
    assert_eq!(keyring.rewrap(&root(2), &root(3), &entropy), Err(wrong));
    assert_eq!(keyring.records(), before, "a refusal changes nothing");

    let records = keyring.rewrap(&root(1), &root(2), &entropy).expect("own root");
    assert!(Keyring::open(&root(1), &records).is_err());
    let opened = Keyring::open(&root(2), &records).expect("new root");
    assert_eq!(opened.status(), keyring.status(), "the keys themselves stay");
}

#[test]
fn a_forged_share_is_found_out() {
    // A custodian who alters a share and its checksum cannot be caught by the checksum.
    let shares = split(&root(1), 3, 2, &Seeded::new(6)).expect("3 of 2");
    let s = texts(&shares);
    let parts: Vec<&str> = s[1].split(':').collect();
    let grouped: String = parts[5].replace('-', "");
    let mut y = data_encoding::BASE32_NOPAD.decode(grouped.as_bytes()).expect("base 32");
    y[5] ^= 1;
    let head = format!("{}:", parts[..5].join(":"));
    let sum = ring::digest::digest(&ring::digest::SHA256, &[head.as_bytes(), &y].concat());
    let forged = format!(
        "{head}{}:{}",
        data_encoding::BASE32_NOPAD.encode(&y),
        data_encoding::HEXLOWER.encode(&sum.as_ref()[..4])
    );
    let disagree = KeyError::SharesDisagree(root(1).fingerprint());
    assert_eq!(recover(&[s[0], &forged]).map(|_| ()), Err(disagree.clone()));
    assert_eq!(recover(&[s[0], s[2], &forged]).map(|_| ()), Err(disagree), "a spare one too");
    assert!(recover(&[s[0], s[2]]).is_ok());
}

fn texts(shares: &[naru_base::secret::SecretText]) -> Vec<&str> {
    shares.iter().map(|s| s.expose().as_str()).collect()
}

#[test]
fn shares_tell_what_is_wrong_with_them() {
    let entropy = Seeded::new(5);
    let shares = split(&root(1), 5, 3, &entropy).expect("5 of 3");
    let other_set = split(&root(1), 5, 3, &entropy).expect("5 of 3");
    let other_key = split(&root(2), 5, 3, &entropy).expect("5 of 3");
    let (s, t, o) = (texts(&shares), texts(&other_set), texts(&other_key));
    let error = |shares: &[&str]| recover(shares).map(|_| ()).expect_err("refused");

    assert_eq!(error(&[]), KeyError::TooFewShares { have: 0, need: 2 });
    assert_eq!(error(&s[..2]), KeyError::TooFewShares { have: 2, need: 3 });
    assert_eq!(error(&[s[0], s[1], s[1]]), KeyError::TooFewShares { have: 2, need: 3 });
    assert!(matches!(error(&[s[0], s[1], t[2]]), KeyError::ShareMismatch { position: 3, .. }));
    assert!(matches!(error(&[s[0], o[1], s[2]]), KeyError::ShareMismatch { position: 2, .. }));
    for (n, k) in [(3, 1), (3, 0), (3, 4), (0, 0)] {
        let refused = split(&root(1), n, k, &entropy).expect_err("no sense");
        assert_eq!(refused, KeyError::BadThreshold { shares: n, threshold: k });
    }
    let at_most = split(&root(1), 255, 255, &entropy).expect("255 of 255");
    assert_eq!(recover(&texts(&at_most)).expect("all").expose(), root(1).expose());

    let cut = &s[0][..s[0].len() - 1];
    let said = error(&[s[1], cut]).say(Lang::Ko);
    assert!(said.starts_with("2번째 조각을 읽을 수 없습니다(검사값이 맞지 않음"), "{said}");
    assert!(!said.contains(&s[0][40..]), "a share is not repeated");

    let (head, body) = s[0].split_at("naru-share-1:".len());
    let typed = format!("  {head}{}\n", body.replace('-', " "));
    assert!(recover(&[&typed, s[1], s[2]]).is_ok(), "groups may be typed with spaces");
    for at in 0..s[0].len() {
        let mut bad = s[0].as_bytes().to_vec();
        if bad[at] == b'-' {
            continue;
        }
        bad[at] = if bad[at] == b'7' { b'6' } else { b'7' };
        let bad = String::from_utf8(bad).expect("ascii");
        let refused = error(&[&bad, s[1], s[2]]);
        assert!(matches!(refused, KeyError::ShareText { position: 1, .. }), "{at}: {refused:?}");
    }
}

fn scheme() -> impl Strategy<Value = (u8, u8, Vec<u8>)> {
    (2_u8..=9).prop_flat_map(|n| (Just(n), 2..=n)).prop_flat_map(|(n, k)| {
        let all: Vec<u8> = (0..n).collect();
        (Just(n), Just(k), subsequence(all, usize::from(k)..=usize::from(n)).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn any_k_of_n_shares_recover_and_fewer_do_not(
        key: [u8; 32], seed: u64, (n, k, picked) in scheme(), left_out: Index,
    ) {
        let root = RootKey::from_bytes(key);
        let shares = split(&root, n, k, &Seeded::new(seed)).expect("sensible");
        let mut chosen: Vec<&str> =
            picked.iter().map(|i| shares[usize::from(*i)].expose().as_str()).collect();
        let recovered = recover(&chosen).expect("enough");
        prop_assert_eq!(recovered.expose(), &key);
        chosen.truncate(usize::from(k));
        chosen.remove(left_out.index(chosen.len()));
        let need = usize::from(k);
        let refused = recover(&chosen).map(|_| ());
        // With one share only, or none, the number needed may not even be known.
        let need = if chosen.is_empty() { 2 } else { need };
        prop_assert_eq!(refused, Err(KeyError::TooFewShares { have: chosen.len(), need }));
    }

    #[test]
    fn the_file_keeps_every_root_key(key: [u8; 32]) {
        let root = RootKey::from_bytes(key);
        let again = RootKey::parse_file(root.file_text().expose()).expect("own form");
        prop_assert_eq!(again.expose(), &key);
    }
}

use super::decide::{self, next_fintech_use_num, next_user_seq_no, user_may};
use super::journey::{Journey, Stage, Typed, judge};
use super::model::{CodeAsk, GrantDecline, UserDecline};
use super::sql_grant::Kept;
use crate::identity::{Agreed, Scope, UserRecord};
use naru_base::seal::LookupHash;
use naru_base::{ClientUseCode, Micros, UserSeqNo};

const NOW: Micros = Micros::new(1_700_000_000_000_000);

fn code(text: &str) -> ClientUseCode {
    ClientUseCode::parse(text).expect("a code")
}

fn user(text: &str) -> UserSeqNo {
    UserSeqNo::parse(text).expect("a number")
}

#[test]
fn numbers_go_up_and_end() {
    let next = |last: Option<&str>| {
        next_user_seq_no(last.map(user).as_ref()).map(|it| it.as_str().to_owned())
    };
    assert_eq!(next(None).as_deref(), Some("1100000001"));
    assert_eq!(next(Some("1100000001")).as_deref(), Some("1100000002"));
    assert_eq!(next(Some("1199999999")).as_deref(), Some("1200000000"));
    assert_eq!(next(Some("0000000005")).as_deref(), Some("1100000001"));
    assert_eq!(next(Some("1999999999")), None);
}

#[test]
fn handles_carry_the_institution() {
    let narae = code("M202600001");
    let next = |last: Option<&str>| next_fintech_use_num(&narae, last);
    assert_eq!(next(None).as_deref(), Some("120260000100000000000001"));
    assert_eq!(next(Some("120260000100000000000041")).as_deref(), Some("120260000100000000000042"));
    assert_eq!(next(Some("120260000199999999999999")), None);
    let (from, to) = decide::handle_range(&narae);
    assert_eq!((from.len(), to.len()), (24, 24));
    assert!(from < to);
}

fn known(login: Agreed) -> UserRecord {
    UserRecord {
        institution: code("M202600001"),
        user: user("1100000001"),
        person: LookupHash::from_bytes([1; 32]),
        sealed_key: Some(vec![]),
        sealed: vec![],
        login,
        closed_at: None,
    }
}

#[test]
fn who_may_be_told_about() {
    let me = user("1100000001");
    let other = user("1100000002");
    let holds = known(Agreed { at: Some(NOW), until: Some(NOW.plus_ms(1)) });
    let may = |asks: Option<&UserSeqNo>, it: Option<&UserRecord>| user_may(&me, asks, it, NOW);
    assert_eq!(may(None, Some(&holds)), Ok(()));
    assert_eq!(may(Some(&me), Some(&holds)), Ok(()));
    assert_eq!(may(Some(&other), Some(&holds)), Err(UserDecline::OtherUser));
    assert_eq!(may(None, None), Err(UserDecline::Unknown));
    let erased = UserRecord { sealed_key: None, ..holds.clone() };
    assert_eq!(may(None, Some(&erased)), Err(UserDecline::Unknown));
    let left = UserRecord { closed_at: Some(NOW), ..holds };
    assert_eq!(may(None, Some(&left)), Err(UserDecline::Left));
    assert_eq!(may(None, Some(&known(Agreed::default()))), Err(UserDecline::NotAgreed));
    // At the instant it ends it is over; a microsecond before it is not.
    let over = known(Agreed { at: Some(NOW), until: Some(NOW) });
    assert_eq!(may(None, Some(&over)), Err(UserDecline::Expired));
    let just = known(Agreed { at: Some(NOW), until: Some(Micros::new(NOW.get() + 1)) });
    assert_eq!(may(None, Some(&just)), Ok(()));
}

fn kept() -> Kept {
    Kept {
        family: "F".into(),
        client_id: "client".into(),
        institution: code("M202600001"),
        user: user("1100000001"),
        scopes: vec![Scope::Login, Scope::Inquiry],
        revoked_at: None,
        expires_at: NOW.plus_ms(1),
        used_at: None,
        redirect_uri: "https://a.example/cb".into(),
    }
}

#[test]
fn a_code_opens_once_for_whom_it_was_made() {
    let judge = |kept: Option<Kept>, client: &str, uri: &str| {
        let ask = CodeAsk {
            hash: LookupHash::from_bytes([2; 32]),
            client_id: client.into(),
            redirect_uri: uri.into(),
        };
        let sent_to = kept.as_ref().map(|k| k.redirect_uri.as_str());
        decide::code(kept.as_ref(), sent_to, &ask, NOW)
    };
    let uri = "https://a.example/cb";
    assert_eq!(judge(Some(kept()), "client", uri), Ok(()));
    assert_eq!(judge(None, "client", uri), Err(GrantDecline::Unknown));
    assert_eq!(judge(Some(kept()), "thief", uri), Err(GrantDecline::Unknown));
    for other in ["https://a.example/cb/", "https://a.example/CB", "https://a.example/cb?x", ""] {
        assert_eq!(judge(Some(kept()), "client", other), Err(GrantDecline::OtherRedirect));
    }
    let over = Kept { expires_at: NOW, ..kept() };
    assert_eq!(judge(Some(over), "client", uri), Err(GrantDecline::Expired));
    let revoked = Kept { revoked_at: Some(NOW), ..kept() };
    assert_eq!(judge(Some(revoked.clone()), "client", uri), Err(GrantDecline::Revoked));
    let again = Kept { used_at: Some(NOW), ..revoked };
    assert_eq!(judge(Some(again.clone()), "client", uri), Err(GrantDecline::Reused));
    assert_eq!(judge(Some(again), "thief", uri), Err(GrantDecline::Unknown), "ends nothing");
}

#[test]
fn a_refresh_never_widens() {
    let judge = |wanted: Option<&[Scope]>| decide::refresh(Some(&kept()), "client", wanted, NOW);
    assert_eq!(judge(None), Ok(vec![Scope::Login, Scope::Inquiry]));
    assert_eq!(judge(Some(&[Scope::Inquiry])), Ok(vec![Scope::Inquiry]));
    assert_eq!(judge(Some(&[Scope::Transfer])), Err(GrantDecline::WiderScope));
    let wide = [Scope::Login, Scope::Inquiry, Scope::Transfer];
    assert_eq!(judge(Some(&wide)), Err(GrantDecline::WiderScope));
}

#[test]
fn a_typed_code_counts() {
    let right = LookupHash::from_bytes([3; 32]);
    let wrong = LookupHash::from_bytes([4; 32]);
    let journey = |failures| Journey {
        hash: LookupHash::from_bytes([5; 32]),
        stage: Stage::Code,
        sealed: vec![],
        code_hash: Some(right),
        code_until: NOW,
        failures,
        sent: 1,
        expires_at: NOW.plus_ms(1),
    };
    let before = Micros::new(NOW.get() - 1);
    let cases = [
        (0, right, before, Typed::Right),
        (4, right, before, Typed::Right),
        (0, wrong, before, Typed::Wrong(4)),
        (3, wrong, before, Typed::Wrong(1)),
        (4, wrong, before, Typed::TooOften),
        (5, right, before, Typed::TooOften),
        (0, right, NOW, Typed::TooLate),
        (0, wrong, NOW, Typed::TooLate),
    ];
    for (failures, given, now, typed) in cases {
        assert_eq!(judge(&journey(failures), &given, 5, now), typed, "{failures} {now:?}");
    }
    let unsent = Journey { code_hash: None, ..journey(0) };
    assert_eq!(judge(&unsent, &right, 5, before), Typed::Wrong(4));
}

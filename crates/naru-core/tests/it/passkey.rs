//! Passkeys on real accounts: added with a fresh proof, good for a login and for a dangerous deed,
//! each challenge once, gone with a recovery.

use crate::bed::Bed;
use crate::proposal::{Plain, SECRET, person, session_of};
use naru_base::Id;
use naru_base::role::Role;
use naru_core::staff::passkey::{
    self, Asked, Challenge, Flaw, Given, NewKey, PASSKEYS_MAX, Purpose, Site,
};
use naru_core::staff::{self, CodeStep, StepUp, totp};
use naru_lab::testbed::authenticator::{Answered, Authenticator};

const ORIGIN: &str = "https://naru.example";

fn site() -> Site {
    Site { origin: ORIGIN.to_owned() }
}

fn key() -> Authenticator {
    Authenticator::es256(ORIGIN, "naru.example")
}

const ME: &str = "arin";

fn pass(bed: &Bed, seconds: i64) {
    bed.set_clock(bed.now().plus_seconds(seconds));
}

/// A challenge for the session, made of one byte.
fn ask(bed: &Bed, session: [u8; 32], purpose: Purpose, byte: u8) -> Option<Asked> {
    let challenge = Challenge([byte; 32]);
    bed.write(move |tx, _, env| passkey::ask(tx, env, &session, purpose, &site(), &challenge))
        .expect("asked")
}

fn add(bed: &Bed, it: &Authenticator, byte: u8) -> Result<Id, Flaw> {
    ask(bed, session_of(ME), Purpose::Add, byte).expect("an open session");
    let made = it.make(&[byte; 32]);
    bed.write(move |tx, _, env| {
        let new = NewKey { name: "열쇠", client: &made.client, attestation: &made.attestation };
        passkey::add(tx, env, &Plain, &session_of(ME), &site(), &new)
    })
    .expect("judged")
}

fn with<T>(answer: &Answered, act: impl FnOnce(&Given<'_>) -> T) -> T {
    act(&Given {
        credential: &answer.credential,
        client: &answer.client,
        data: &answer.data,
        signature: &answer.signature,
    })
}

fn prove(bed: &Bed, answer: Answered) -> StepUp {
    bed.write(move |tx, _, env| {
        with(&answer, |it| passkey::prove(tx, env, &session_of(ME), &site(), it))
    })
    .expect("judged")
}

/// A half-done login under a token of this byte.
fn begin(bed: &Bed, byte: u8) {
    bed.write(move |tx, _, env| staff::begin_login(tx, env, ME, true, &[byte; 32]).map(drop))
        .expect("a password");
}

fn enter(bed: &Bed, half: u8, answer: Answered, full: u8) -> CodeStep {
    bed.write(move |tx, _, env| {
        with(&answer, |it| passkey::enter(tx, env, &[half; 32], &site(), it, &[full; 32]))
    })
    .expect("judged")
}

fn audited(bed: &Bed, action: &'static str) -> usize {
    const RECORDS: &str = "SELECT body FROM audit_record WHERE action = $1";
    bed.write(move |tx, _, _| Ok(tx.all(RECORDS, naru_store::args![action], |_| Ok(()))?.len()))
        .expect("read")
}

fn refused_because(bed: &Bed, why: &str) -> bool {
    const BODIES: &str = "SELECT body FROM audit_record WHERE action LIKE '%refused%'";
    let bodies: Vec<String> =
        bed.write(|tx, _, _| Ok(tx.all(BODIES, &[], |row| row.get(0))?)).expect("read");
    bodies.iter().any(|it| it.contains(why))
}

fn a_passkey_opens_a_login_and_proves_a_session(bed: Bed) {
    let id = person(&bed, Role::Administrator, ME);
    assert_eq!(ask(&bed, session_of(ME), Purpose::Prove, 1), None, "there is no key yet");
    let mut it = key();
    add(&bed, &it, 2).expect("an honest key");
    assert_eq!(audited(&bed, "staff.passkey.added"), 1);
    let listed = bed.write(move |tx, _, _| passkey::passkeys(tx, &Plain, id)).expect("read");
    assert_eq!(listed.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["열쇠"]);

    begin(&bed, 0x51);
    let asked = ask(&bed, [0x51; 32], Purpose::Enter, 3).expect("a key may answer");
    assert_eq!((asked.account, asked.credentials), (id, vec![it.credential.clone()]));
    assert_eq!(enter(&bed, 0x51, it.answer(&[3; 32]), 0x52), CodeStep::Entered);
    let opened = bed
        .write(move |tx, _, env| staff::session(tx, &Plain, &[0x52; 32], env.now))
        .expect("read");
    assert_eq!(opened.map(|it| it.account), Some(id));

    pass(&bed, 10 * 60);
    let is_fresh = |bed: &Bed| {
        bed.write(|tx, _, env| staff::must_be_fresh(tx, &session_of(ME), env.now)).is_ok()
    };
    assert!(!is_fresh(&bed));
    ask(&bed, session_of(ME), Purpose::Prove, 4).expect("a key may answer");
    assert_eq!(prove(&bed, it.answer(&[4; 32])), StepUp::Fresh);
    assert!(is_fresh(&bed));
}

fn a_challenge_is_good_once_for_one_thing_and_for_two_minutes(bed: Bed) {
    person(&bed, Role::Administrator, ME);
    let mut it = key();
    add(&bed, &it, 2).expect("an honest key");
    ask(&bed, session_of(ME), Purpose::Prove, 3).expect("a key may answer");
    let answer = it.answer(&[3; 32]);
    let copy = Answered {
        credential: answer.credential.clone(),
        client: answer.client.clone(),
        data: answer.data.clone(),
        signature: answer.signature.clone(),
    };
    assert_eq!(prove(&bed, answer), StepUp::Fresh);
    assert_eq!(prove(&bed, copy), StepUp::Refused, "the challenge is spent");
    assert!(refused_because(&bed, "challenge-over"));

    // A wrong answer spends it too.
    ask(&bed, session_of(ME), Purpose::Prove, 4).expect("a key may answer");
    assert_eq!(prove(&bed, it.answer(&[5; 32])), StepUp::Refused);
    assert_eq!(prove(&bed, it.answer(&[4; 32])), StepUp::Refused);

    begin(&bed, 0x51);
    ask(&bed, [0x51; 32], Purpose::Enter, 6).expect("a key may answer");
    pass(&bed, 121);
    assert_eq!(enter(&bed, 0x51, it.answer(&[6; 32]), 0x52), CodeStep::Refused, "too late");

    ask(&bed, session_of(ME), Purpose::Prove, 7).expect("a key may answer");
    begin(&bed, 0x53);
    assert_eq!(enter(&bed, 0x53, it.answer(&[7; 32]), 0x54), CodeStep::StartAgain, "for a proof");
    assert!(refused_because(&bed, r#""failures":5"#), "the fifth wrong one holds the account");
}

fn copies_strangers_and_stale_sessions_add_and_open_nothing(bed: Bed) {
    person(&bed, Role::Administrator, ME);
    let mut it = key();
    add(&bed, &it, 2).expect("an honest key");
    let again = bed.write({
        ask(&bed, session_of(ME), Purpose::Add, 3).expect("an open session");
        let made = it.make(&[3; 32]);
        move |tx, _, env| {
            let new = NewKey { name: "둘", client: &made.client, attestation: &made.attestation };
            passkey::add(tx, env, &Plain, &session_of(ME), &site(), &new)
        }
    });
    assert_eq!(crate::proposal::refusal(again), "staff/passkey-known");

    // A copy of the key whose counter stands behind.
    ask(&bed, session_of(ME), Purpose::Prove, 4).expect("a key may answer");
    it.counter = 40;
    assert_eq!(prove(&bed, it.answer(&[4; 32])), StepUp::Fresh);
    ask(&bed, session_of(ME), Purpose::Prove, 5).expect("a key may answer");
    it.counter = 30;
    assert_eq!(prove(&bed, it.answer(&[5; 32])), StepUp::Refused);
    assert!(refused_because(&bed, "counter-replayed"));

    let mut stranger = Authenticator::eddsa(ORIGIN, "naru.example");
    ask(&bed, session_of(ME), Purpose::Prove, 6).expect("a key may answer");
    assert_eq!(prove(&bed, stranger.answer(&[6; 32])), StepUp::Refused);
    assert!(refused_because(&bed, "key-unknown"));

    pass(&bed, 10 * 60);
    let challenge = Challenge([7; 32]);
    let stale = bed.write(move |tx, _, env| {
        passkey::ask(tx, env, &session_of(ME), Purpose::Add, &site(), &challenge)
    });
    assert_eq!(crate::proposal::refusal(stale), "staff/fresh-code-needed");
    let stale =
        bed.write(|tx, _, env| passkey::remove(tx, env, &session_of(ME), Id::from_parts(1, 1)));
    assert_eq!(crate::proposal::refusal(stale), "staff/fresh-code-needed");
}

fn keys_are_counted_and_taken_away(bed: Bed) {
    let me = person(&bed, Role::Administrator, ME);
    let mut first = None;
    for n in 0..PASSKEYS_MAX {
        let mut it = key();
        it.credential = vec![u8::try_from(n).expect("few"), 1];
        let id = add(&bed, &it, 9).expect("an honest key");
        first.get_or_insert((id, it));
    }
    let challenge = Challenge([7; 32]);
    let full = bed.write(move |tx, _, env| {
        passkey::ask(tx, env, &session_of(ME), Purpose::Add, &site(), &challenge)
    });
    assert_eq!(crate::proposal::refusal(full), "staff/passkeys-too-many");

    let (id, mut it) = first.expect("there are some");
    person(&bed, Role::Administrator, "bora");
    bed.write(move |tx, _, env| passkey::remove(tx, env, &session_of("bora"), id)).expect("done");
    assert_eq!(audited(&bed, "staff.passkey.removed"), 0, "it is not hers");
    bed.write(move |tx, _, env| passkey::remove(tx, env, &session_of(ME), id)).expect("done");
    assert_eq!(audited(&bed, "staff.passkey.removed"), 1);
    ask(&bed, session_of(ME), Purpose::Prove, 8).expect("nine are left");
    assert_eq!(prove(&bed, it.answer(&[8; 32])), StepUp::Refused, "a removed key opens nothing");

    bed.write(move |tx, _, env| passkey::remove_all(tx, env, me)).expect("done");
    assert_eq!(ask(&bed, session_of(ME), Purpose::Prove, 8), None);
    // The one-time code always stays.
    pass(&bed, 30);
    let code = bed.write(|_, _, env| Ok(totp::code(SECRET, totp::step_at(env.now), 6)));
    let code = code.expect("a code");
    let step = bed
        .write(move |tx, _, env| staff::step_up(tx, env, &Plain, &session_of(ME), &code))
        .expect("judged");
    assert_eq!(step, StepUp::Fresh);
}

crate::on_both_engines!(
    a_passkey_opens_a_login_and_proves_a_session,
    a_challenge_is_good_once_for_one_thing_and_for_two_minutes,
    copies_strangers_and_stale_sessions_add_and_open_nothing,
    keys_are_counted_and_taken_away,
);

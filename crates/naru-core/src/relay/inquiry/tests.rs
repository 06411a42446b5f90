//! The decision, as a table: each reason alone, and before those that come after it.

use super::{Facts, InquiryDecline, decide};
use crate::admission::Standing;
use crate::identity::{Account, Bank, Institution};
use naru_base::{BankCode, ClientUseCode, Micros, UserSeqNo};

fn institution(active: bool) -> Institution {
    Institution {
        code: ClientUseCode::parse("M202600001").expect("a code"),
        name_ko: "나래페이".into(),
        name_en: "Narae Pay".into(),
        scopes: Vec::new(),
        active,
    }
}

fn bank(active: bool) -> Bank {
    Bank {
        code: BankCode::parse("901").expect("a code"),
        name_ko: "너울은행".into(),
        name_en: "Neoul Bank".into(),
        base_url: String::new(),
        public_key: String::new(),
        active,
    }
}

fn account(inquiry_until: Option<Micros>) -> Account {
    Account { fintech_use_num: "1".repeat(24), inquiry_until, transfer_until: None }
}

const NOW: Micros = Micros::new(1_000);

#[test]
fn the_first_reason_is_told() {
    let (good, shut) = (institution(true), institution(false));
    let (bank, closed) = (bank(true), bank(false));
    let (agreed, over, never) =
        (account(Some(Micros::new(1_001))), account(Some(NOW)), account(None));
    let user = |n: u32| UserSeqNo::parse(&format!("{n:010}")).expect("ten digits");
    let (one, two) = (user(1), user(2));
    // From the last reason to the first: each fact that is spoiled comes before those spoiled yet.
    let mut known = Facts {
        institution: Some(&good),
        standing: Standing::InquiryOnly,
        has_contract: true,
        may_by_number: true,
        handle_of: Some(Some(&one)),
        asker: Some(&one),
        bank: Some(&bank),
        has_user: true,
        consent: Some(Some(&agreed)),
    };
    assert_eq!(decide(&known, NOW), Ok(()));
    known.consent = Some(Some(&over));
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::AgreementExpired));
    known.consent = Some(Some(&never));
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::NotAgreed));
    known.consent = Some(None);
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::AccountUnknown));
    known.has_user = false;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::UserUnknown));
    known.bank = Some(&closed);
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::BankUnknown));
    known.bank = None;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::BankUnknown));
    known.asker = Some(&two);
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::NotTheUsers));
    known.handle_of = Some(None);
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::HandleUnknown));
    known.may_by_number = false;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::FullNumberNotPermitted));
    known.has_contract = false;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::ContractUnknown));
    known.standing = Standing::Suspended;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::StandingSuspended));
    known.standing = Standing::NotAdmitted;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::NotAdmitted));
    known.institution = Some(&shut);
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::InstitutionInactive));
    known.institution = None;
    assert_eq!(decide(&known, NOW), Err(InquiryDecline::InstitutionInactive));
}

#[test]
fn an_institution_s_token_speaks_for_all_its_users() {
    let (good, bank, agreed) = (institution(true), bank(true), account(Some(Micros::new(1_001))));
    let one = UserSeqNo::parse("0000000001").expect("ten digits");
    let known = Facts {
        institution: Some(&good),
        standing: Standing::InquiryOnly,
        has_contract: true,
        may_by_number: true,
        handle_of: Some(Some(&one)),
        asker: None,
        bank: Some(&bank),
        has_user: true,
        consent: Some(Some(&agreed)),
    };
    assert_eq!(decide(&known, NOW), Ok(()));
}

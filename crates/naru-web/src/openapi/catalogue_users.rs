//! The endpoints about users and their accounts.

use super::answer::{self, Out};
use super::answer_users as users;
use super::catalogue::{Described, FORM, Ours, Together, When};
use crate::api::Endpoint;
use crate::consent;
use crate::wire::{Field, RspCode};

use RspCode::*;

/// Who may be told about whom.
const OF_A_USER: &[RspCode] = &[A0013, A0014, A0313, A0332, A0334, A0337];
/// Commands with an id of their own.
const COMMAND: &[RspCode] = &[A0007, A0013, A0326];
const ENDING: &[RspCode] = &[A0007, A0013, A0014, A0313, A0337];

const fn told(
    endpoint: Endpoint,
    fields: &'static [Field],
    answer: &'static [&'static [Out]],
) -> Described {
    Described {
        endpoint,
        fields,
        together: &[],
        answer,
        whole: &[A0000],
        refusals: &[FORM, OF_A_USER],
        ours: Ours::Fields,
    }
}

const fn done(
    endpoint: Endpoint,
    fields: &'static [Field],
    answer: &'static [&'static [Out]],
    refusals: &'static [&'static [RspCode]],
) -> Described {
    Described { refusals, ..told(endpoint, fields, answer) }
}

const fn agreement(
    scope: &'static str,
    then: &'static [&'static str],
    or_else: RspCode,
) -> Together {
    Together::Needed { inside: "", when: "scope", says: When::Is(scope), then, or_else }
}

/// The endpoints.
pub(super) const USERS: &[Described] = &[
    told(Endpoint::UserMe, consent::USER_ME, &[users::PERSON, users::USER_ACCOUNTS]),
    Described {
        together: &[
            agreement("inquiry", &["info_prvd_agmt_yn"], A0305),
            agreement("transfer", &["wd_agmt_yn"], A0306),
        ],
        whole: &[A0000, A0002, A0312],
        ours: Ours::Answer,
        ..done(
            Endpoint::UserRegister,
            consent::USER_REGISTER,
            &[answer::BANK, users::REGISTERED],
            &[FORM, COMMAND, &[A0016, A0017, A0302, A0305, A0306, A0324, A0325, A0337]],
        )
    },
    done(Endpoint::UserUnlink, consent::USER_UNLINK, &[], &[FORM, ENDING]),
    done(Endpoint::UserClose, consent::USER_CLOSE, &[], &[FORM, ENDING]),
    told(Endpoint::AccountList, consent::ACCOUNT_LIST, &[users::LISTED_ACCOUNTS]),
    done(
        Endpoint::AccountUpdateInfo,
        consent::UPDATE_INFO,
        &[],
        &[FORM, &[A0007, A0013, A0304, A0323, A0337]],
    ),
    done(
        Endpoint::AccountUpdate,
        consent::ACCOUNT_UPDATE,
        &[answer::BANK],
        &[FORM, COMMAND, &[A0302, A0323, A0337]],
    ),
    Described {
        ours: Ours::Answer,
        ..done(
            Endpoint::AccountInfo,
            consent::ACCOUNT_INFO,
            &[answer::BANK, users::AGREEMENT],
            &[FORM, COMMAND, &[A0302, A0323, A0337]],
        )
    },
    Described {
        together: &[Together::OneWay {
            inside: "",
            these: &["fintech_use_num"],
            or: &["user_seq_no", "bank_code_std", "account_num"],
        }],
        whole: &[A0000, A0002],
        ..done(
            Endpoint::AccountCancel,
            consent::ACCOUNT_CANCEL,
            &[answer::BANK],
            &[FORM, COMMAND, &[A0302, A0304, A0323]],
        )
    },
];

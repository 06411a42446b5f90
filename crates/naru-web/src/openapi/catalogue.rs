//! What can be called: for each endpoint its fields, what they mean together, its answer, and the
//! codes that it gives.

use super::answer::{self, Out};
use super::catalogue_users::USERS;
use crate::api::Endpoint;
use crate::relay::{self, inquiry};
use crate::wire::{Field, RspCode};

use RspCode::*;

/// One endpoint, described.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    /// Which.
    pub endpoint: Endpoint,
    /// The table its requests are read by. The token's parameters are no such table.
    pub fields: &'static [Field],
    /// What its fields mean together.
    pub together: &'static [Together],
    /// What its answer holds behind the head, in wire order; nothing if it is only a head.
    pub answer: &'static [&'static [Out]],
    /// The codes with which the whole answer comes; any other comes with the head alone.
    pub whole: &'static [RspCode],
    /// The codes of refusals of its own. Those of every call come besides.
    pub refusals: &'static [&'static [RspCode]],
    /// What of it the network does not publish.
    pub ours: Ours,
}

/// What of an endpoint is Naru's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ours {
    /// Nothing but what its fields say.
    Fields,
    /// The fields of its answer.
    Answer,
    /// Its answer, and what its values mean.
    Meaning,
}

/// What fields mean together.
#[derive(Clone, Copy, Debug)]
pub enum Together {
    /// One of two ways to say it, never both and never neither.
    OneWay {
        /// The list whose items are meant; empty for the request itself.
        inside: &'static str,
        /// One way.
        these: &'static [&'static str],
        /// The other.
        or: &'static [&'static str],
    },
    /// Needed because of what another field says.
    Needed {
        /// The list whose items `then` names; empty for the request itself.
        inside: &'static str,
        /// The other field.
        when: &'static str,
        /// What it says.
        says: When,
        /// What is needed.
        then: &'static [&'static str],
        /// The code if it is not there.
        or_else: RspCode,
    },
}

/// What a field says that makes others needed.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// This.
    Is(&'static str),
    /// Anything but this, or nothing at all.
    IsNot(&'static str),
}

/// Codes that any call with a token may get: the first checks, and the node's own state.
pub const EVERY_CALL: &[RspCode] = &[A0003, O0001, O0002, O0003, O0004, O0006, O0007, O0008];
/// The request is not in its form. Endpoints without fields give it for a broken query only.
pub const FORM: &[RspCode] = &[A0004];

const TRANSFER: &[RspCode] = &[A0011, A0013, A0016, A0302, A0304, A0322, A0326];
const WITHDRAWAL: &[RspCode] =
    &[A0103, A0104, A0105, A0111, A0112, A0306, A0313, A0319, A0323, A0337];
const DEPOSIT: &[RspCode] = &[A0101, A0102, A0106, A0307, A0317, A0323, A0337];
const INQUIRY: &[RspCode] = &[A0013, A0016, A0017, A0302, A0326];
const OF_AN_ACCOUNT: &[RspCode] = &[A0304, A0305, A0313, A0316, A0323, A0337];

/// Who asked, by account or by handle.
const REQUESTER: Together = Together::OneWay {
    inside: "",
    these: &["req_client_bank_code", "req_client_account_num"],
    or: &["req_client_fintech_use_num"],
};
const REQUESTER_OF_ITEM: Together = Together::OneWay {
    inside: "req_list",
    these: &["req_client_bank_code", "req_client_account_num"],
    or: &["req_client_fintech_use_num"],
};
const LAST_PAYEE: Together = Together::Needed {
    inside: "",
    when: "transfer_purpose",
    says: When::Is("TR"),
    then: &["recv_client_name", "recv_client_bank_code", "recv_client_account_num"],
    or_else: A0004,
};
const TIMES: Together = Together::Needed {
    inside: "",
    when: "inquiry_base",
    says: When::Is("T"),
    then: &["from_time", "to_time"],
    or_else: A0004,
};

/// One that a bank was asked for, or that is in the book.
const RECORDED: &[RspCode] = &[A0000, A0001, A0002, A0016];

const fn moving(
    endpoint: Endpoint,
    fields: &'static [Field],
    together: &'static [Together],
) -> Described {
    Described {
        endpoint,
        fields,
        together,
        answer: &[answer::PAID_TO, answer::BANK, answer::WITHDRAWN],
        whole: RECORDED,
        refusals: &[FORM, TRANSFER, WITHDRAWAL],
        ours: Ours::Fields,
    }
}

const fn paying(
    endpoint: Endpoint,
    fields: &'static [Field],
    together: &'static [Together],
) -> Described {
    Described {
        endpoint,
        fields,
        together,
        answer: &[answer::PAID_FROM, answer::DEPOSITED],
        whole: &[A0000, A0001, A0009, A0016, A0312],
        refusals: &[FORM, TRANSFER, DEPOSIT],
        ours: Ours::Fields,
    }
}

const fn asking(
    endpoint: Endpoint,
    fields: &'static [Field],
    answer: &'static [&'static [Out]],
    refusals: &'static [&'static [RspCode]],
) -> Described {
    Described {
        endpoint,
        fields,
        together: &[],
        answer,
        whole: &[A0000, A0002],
        refusals,
        ours: Ours::Fields,
    }
}

const fn listing(endpoint: Endpoint, fields: &'static [Field]) -> Described {
    Described {
        together: &[TIMES],
        whole: &[A0000, A0002, A0018],
        ..asking(
            endpoint,
            fields,
            &[answer::BANK, answer::STATEMENT],
            &[FORM, INQUIRY, OF_AN_ACCOUNT],
        )
    }
}

/// About the institution itself, from the book.
const fn from_the_book(
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
        refusals: &[FORM, &[A0013]],
        ours: Ours::Answer,
    }
}

const TRANSFERS: &[Described] = &[
    Described {
        endpoint: Endpoint::Token,
        fields: &[],
        together: &[],
        answer: &[],
        whole: &[A0000],
        refusals: &[&[O0009]],
        ours: Ours::Fields,
    },
    moving(Endpoint::Withdraw, relay::WITHDRAW, &[REQUESTER, LAST_PAYEE]),
    moving(Endpoint::WithdrawFin, relay::WITHDRAW_FIN, &[REQUESTER, LAST_PAYEE]),
    paying(
        Endpoint::Deposit,
        relay::DEPOSIT,
        &[
            REQUESTER_OF_ITEM,
            Together::Needed {
                inside: "req_list",
                when: "name_check_option",
                says: When::IsNot("off"),
                then: &["account_holder_name"],
                or_else: A0004,
            },
        ],
    ),
    paying(Endpoint::DepositFin, relay::DEPOSIT_FIN, &[REQUESTER_OF_ITEM]),
    Described {
        endpoint: Endpoint::Result,
        fields: relay::RESULT,
        together: &[],
        answer: &[answer::RESULTS],
        whole: &[A0000, A0001, A0310],
        refusals: &[FORM],
        ours: Ours::Fields,
    },
    Described {
        endpoint: Endpoint::ReturnClaim,
        fields: relay::RETURN_CLAIM,
        together: &[
            Together::OneWay {
                inside: "",
                these: &["org_dps_bank_code_std", "org_dps_account_num"],
                or: &["org_dps_fintech_use_num"],
            },
            Together::Needed {
                inside: "",
                when: "total_return_yn",
                says: When::Is("N"),
                then: &["return_tran_amt"],
                or_else: A0004,
            },
        ],
        answer: &[answer::CLAIMED_AT, answer::BANK, answer::CLAIM_PAYS, answer::CLAIM],
        whole: RECORDED,
        refusals: &[FORM, TRANSFER, &[A0005, A0310, A0323, A0337]],
        ours: Ours::Meaning,
    },
    Described {
        answer: &[answer::CLAIMED_AT, answer::BANK, answer::CLAIM_RESULT],
        whole: &[A0000, A0001],
        refusals: &[FORM, &[A0310]],
        ours: Ours::Meaning,
        ..from_the_book(Endpoint::ReturnResult, relay::RETURN_RESULT, &[])
    },
    from_the_book(Endpoint::ManageFee, relay::MANAGE_FEE, &[answer::FEES]),
    from_the_book(Endpoint::ManageCount, relay::MANAGE_COUNT, &[answer::COUNTS]),
    from_the_book(Endpoint::ManageWdLimit, relay::MANAGE_WD_LIMIT, &[answer::LIMITS]),
];

const INQUIRIES: &[Described] = &[
    asking(
        Endpoint::Balance,
        inquiry::BALANCE,
        &[answer::BANK, answer::BALANCE],
        &[FORM, INQUIRY, OF_AN_ACCOUNT],
    ),
    asking(
        Endpoint::BalanceFin,
        inquiry::BALANCE_FIN,
        &[answer::BANK, answer::BALANCE],
        &[FORM, INQUIRY, OF_AN_ACCOUNT],
    ),
    listing(Endpoint::Transactions, inquiry::TRANSACTIONS),
    listing(Endpoint::TransactionsFin, inquiry::TRANSACTIONS_FIN),
    Described {
        together: &[Together::Needed {
            inside: "",
            when: "account_holder_info_type",
            says: When::IsNot("N"),
            then: &["account_holder_info"],
            or_else: A0004,
        }],
        ..asking(
            Endpoint::RealName,
            inquiry::REAL_NAME,
            &[answer::BANK, answer::HOLDER],
            &[FORM, INQUIRY, &[A0320, A0321]],
        )
    },
    Described {
        together: &[
            Together::OneWay {
                inside: "",
                these: &["bank_code_std", "account_num"],
                or: &["fintech_use_num"],
            },
            REQUESTER,
        ],
        ..asking(
            Endpoint::Receive,
            inquiry::RECEIVE,
            &[answer::PAYEE, answer::BANK, answer::PAYER],
            &[FORM, INQUIRY, &[A0304, A0322, A0323, A0337]],
        )
    },
    Described {
        whole: &[A0000, A0002, A0018],
        ours: Ours::Answer,
        ..asking(
            Endpoint::RemitList,
            inquiry::REMIT_LIST,
            &[answer::BANK, answer::REMITTERS],
            &[FORM, INQUIRY, &[A0322]],
        )
    },
    Described {
        refusals: &[&[A0013]],
        ..from_the_book(Endpoint::BankStatus, &[], &[answer::BANK_STATES])
    },
    from_the_book(Endpoint::FdsDetect, inquiry::FDS_DETECT, &[answer::DETECTIONS]),
];

/// Every endpoint, by what it is about.
pub const CATALOGUE: [&[Described]; 3] = [TRANSFERS, USERS, INQUIRIES];

/// Every endpoint in the order of [`Endpoint::ALL`].
pub fn all() -> impl Iterator<Item = &'static Described> {
    let of = |endpoint: &Endpoint| {
        let mut described = CATALOGUE.iter().copied().flatten();
        described.find(|it| it.endpoint == *endpoint)
    };
    Endpoint::ALL.iter().filter_map(of)
}

impl Described {
    /// Whether a token is needed: of everything but the token itself.
    pub fn needs_token(&self) -> bool {
        !self.endpoint.scopes().is_empty()
    }

    /// Every code that it gives, in order.
    pub fn codes(&self) -> Vec<RspCode> {
        let of_calls = if self.needs_token() { EVERY_CALL } else { &[A0003, O0001, O0006, O0007] };
        let own = self.refusals.iter().copied().flatten().chain(self.whole);
        let mut codes: Vec<RspCode> = of_calls.iter().chain(own).copied().collect();
        codes.sort();
        codes.dedup();
        codes
    }

    /// The fields of its answer behind the head, in wire order.
    pub fn answered(&self) -> impl Iterator<Item = &'static Out> {
        self.answer.iter().copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_is_described_once() {
        let described: Vec<Endpoint> = all().map(|it| it.endpoint).collect();
        assert_eq!(described, Endpoint::ALL);
        let written: usize = CATALOGUE.iter().map(|part| part.len()).sum();
        assert_eq!(written, Endpoint::ALL.len());
    }

    #[test]
    fn every_code_is_given_by_some_endpoint() {
        // Two are given before it is known what is called.
        let given = all().flat_map(Described::codes).chain([O0005, O0010]);
        let given: std::collections::BTreeSet<RspCode> = given.collect();
        let every: std::collections::BTreeSet<RspCode> = RspCode::ALL.iter().copied().collect();
        assert_eq!(given, every);
    }

    #[test]
    fn what_goes_together_names_fields_that_are_there() {
        let inside = |it: &Described, list: &str| -> &'static [Field] {
            if list.is_empty() {
                return it.fields;
            }
            let list = it.fields.iter().find(|field| field.name == list).expect("a list");
            let crate::wire::Kind::List { fields, .. } = list.kind else { panic!("a list") };
            fields
        };
        for it in all() {
            for rule in it.together {
                let (fields, names) = match rule {
                    Together::OneWay { inside: list, these, or } => {
                        (inside(it, list), [*these, *or].concat())
                    }
                    Together::Needed { inside: list, when, then, .. } => {
                        assert!(it.fields.iter().any(|field| field.name == *when), "{when}");
                        (inside(it, list), then.to_vec())
                    }
                };
                for name in names {
                    assert!(fields.iter().any(|field| field.name == name), "{it:?} {name}");
                }
            }
        }
    }
}

//! What the consent slice knows.

use crate::identity::{AccountDetails, PersonDetails, Scope, Token};
use crate::policy::Policy;
use naru_base::seal::LookupHash;
use naru_base::{BankCode, ClientUseCode, UserSeqNo};

/// An agreement about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// To inquiries (제3자정보제공동의).
    Inquiry,
    /// To debits (출금동의).
    Transfer,
}

impl Agreement {
    /// Both.
    pub const ALL: [Agreement; 2] = [Agreement::Inquiry, Agreement::Transfer];

    /// The form on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Agreement::Inquiry => "inquiry",
            Agreement::Transfer => "transfer",
        }
    }

    /// Reads the form on the wire.
    pub fn parse(text: &str) -> Option<Agreement> {
        Agreement::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// How a user agreed (`agmt_data_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// On the relay's own pages.
    Page,
    /// On paper (1).
    Paper,
    /// With a certificate (2, 3).
    Certificate,
    /// Recorded speech (4).
    Recording,
    /// By telephone (5).
    Telephone,
    /// In another way (6).
    Other,
}

impl Evidence {
    /// The form in the audit trail.
    pub const fn as_str(self) -> &'static str {
        match self {
            Evidence::Page => "page",
            Evidence::Paper => "paper",
            Evidence::Certificate => "certificate",
            Evidence::Recording => "recording",
            Evidence::Telephone => "telephone",
            Evidence::Other => "other",
        }
    }
}

/// For how long agreements last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lives {
    /// That the institution is told who the user is.
    pub login_s: i64,
    /// Inquiries.
    pub inquiry_s: i64,
    /// Debits.
    pub transfer_s: i64,
}

impl Lives {
    /// As the rules have it.
    pub const fn of(policy: &Policy) -> Lives {
        Lives {
            login_s: policy.consent_login_life_s,
            inquiry_s: policy.consent_inquiry_life_s,
            transfer_s: policy.consent_transfer_life_s,
        }
    }

    pub(super) const fn seconds(self, of: Agreement) -> i64 {
        match of {
            Agreement::Inquiry => self.inquiry_s,
            Agreement::Transfer => self.transfer_s,
        }
    }
}

/// A user agrees. No Debug: personal.
#[derive(Clone)]
pub struct Agreeing {
    /// With which institution.
    pub institution: ClientUseCode,
    /// Who.
    pub person: PersonDetails,
    /// For which accounts, to what.
    pub accounts: Vec<AccountToAgree>,
    /// How it is known.
    pub evidence: Evidence,
    /// For how long.
    pub lives: Lives,
    /// Whether an agreement that still holds is renewed, or the command refused.
    pub renews: bool,
}

/// One account of [`Agreeing`]. No Debug: personal.
#[derive(Clone)]
pub struct AccountToAgree {
    /// The bank.
    pub bank: BankCode,
    /// The number.
    pub account_num: String,
    /// What else is known of it; an empty alias or e-mail leaves the one there is.
    pub details: AccountDetails,
    /// To what.
    pub to: Vec<Agreement>,
}

/// What came of [`Agreeing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The user's number at the institution.
    pub user: UserSeqNo,
    /// The handles of the accounts, in their order.
    pub handles: Vec<String>,
}

/// Why a user's data are not given out. In the order asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserDecline {
    /// The token is for another user.
    OtherUser,
    /// No such user, or the person was erased.
    Unknown,
    /// The user has left (탈퇴).
    Left,
    /// The user never agreed that the institution is told, or took it back.
    NotAgreed,
    /// The agreement is over.
    Expired,
}

/// What a person takes back on his own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// That the institution is told who he is.
    Login,
    /// An agreement about one account.
    Account {
        /// The institution's handle for it.
        handle: String,
        /// Which.
        of: Agreement,
    },
}

/// What ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Tokens that are dead from now on.
    pub tokens: Vec<String>,
}

/// A code to be given to a client. No Debug: the hash names a live code.
#[derive(Clone)]
pub struct NewCode {
    /// Its keyed hash.
    pub hash: LookupHash,
    /// The client.
    pub client_id: String,
    /// Its institution.
    pub institution: ClientUseCode,
    /// The user who authorized it.
    pub user: UserSeqNo,
    /// What was authorized.
    pub scopes: Vec<Scope>,
    /// Where the code was sent; the client has to repeat it.
    pub redirect_uri: String,
    /// For how long the code can be used.
    pub life_s: i64,
}

/// A client's wish to use a code. No Debug: the hash names a live code.
#[derive(Clone)]
pub struct CodeAsk {
    /// The code's hash.
    pub hash: LookupHash,
    /// The client that has authenticated.
    pub client_id: String,
    /// Where it says the code was sent.
    pub redirect_uri: String,
}

/// A token and the successor by which it is renewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The access token.
    pub token: Token,
    /// The user it is for.
    pub user: UserSeqNo,
}

/// Why a code or a refresh token gives nothing. In the order asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantDecline {
    /// There is none, or it is another client's.
    Unknown,
    /// It was used before: everything from its authorization has ended.
    Reused,
    /// Its authorization was taken back.
    Revoked,
    /// Its time is over.
    Expired,
    /// It was sent elsewhere.
    OtherRedirect,
    /// More is asked for than was authorized.
    WiderScope,
    /// The user has left.
    UserLeft,
    /// The institution does not take part at present.
    InstitutionInactive,
}

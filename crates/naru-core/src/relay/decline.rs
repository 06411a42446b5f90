//! Why the relay decides against an order: the reasons, their order, their stable codes.

macro_rules! declines {
    ($( $(#[$doc:meta])* $name:ident => $code:literal; )*) => {
        /// Why the relay decides against an order. The first that applies, in this order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Decline { $( $(#[$doc])* $name, )* }

        impl Decline {
            /// Every reason, in the order in which they are tried.
            pub const ALL: &[Decline] = &[$(Decline::$name),*];

            /// The stable code; also the form in the store.
            pub const fn code(self) -> &'static str {
                match self { $(Decline::$name => $code,)* }
            }
        }
    };
}

declines! {
    /// The institution does not take part at present.
    InstitutionInactive => "relay/institution-inactive";
    /// The institution has not come through the gates.
    NotAdmitted => "relay/not-admitted";
    /// Its standing is suspended.
    StandingSuspended => "relay/standing-suspended";
    /// Its standing permits inquiries only.
    InquiryOnly => "relay/inquiry-only";
    /// The contract account is not registered for transfers of this kind.
    ContractUnknown => "relay/contract-unknown";
    /// The pass phrase is not the contract account's (deposits).
    PassPhraseWrong => "relay/pass-phrase-wrong";
    /// The handle names no account of this institution's users.
    HandleUnknown => "relay/handle-unknown";
    /// The bank is not on the network.
    BankUnknown => "relay/bank-unknown";
    /// No such user at this institution.
    UserUnknown => "relay/user-unknown";
    /// The token speaks for another user.
    UserMismatch => "relay/user-mismatch";
    /// The account is not registered for this user.
    AccountUnknown => "relay/account-unknown";
    /// The user has not agreed to debits.
    NotAgreed => "relay/debit-not-agreed";
    /// The agreement to debits has expired.
    AgreementExpired => "relay/debit-agreement-expired";
    /// The receive inquiry that the deposit names stands for another payee, is too old, or is none.
    ReceiveUnfit => "relay/receive-unfit";
    /// More than the institution may move at once.
    InstitutionOnceLimit => "relay/institution-once-limit";
    /// More than a person may move at once.
    PersonOnceLimit => "relay/person-once-limit";
    /// The institution's limit of this business date would be passed.
    InstitutionDailyLimit => "relay/institution-daily-limit";
    /// The institution's limit of this month would be passed.
    InstitutionMonthlyLimit => "relay/institution-monthly-limit";
    /// The person's limit of this business date would be passed.
    PersonDailyLimit => "relay/person-daily-limit";
    /// The contract account cannot pay it (deposits).
    ContractFunds => "relay/contract-funds";
    /// There is no such settled deposit to this account (claims).
    OriginalUnknown => "relay/original-unknown";
    /// The deposit is too long ago to be claimed back.
    ClaimTooLate => "relay/claim-too-late";
    /// More is claimed back than the deposit was, what was claimed before counted.
    ClaimOverOriginal => "relay/claim-over-original";
}

impl Decline {
    /// Reads a code.
    pub fn parse(code: &str) -> Option<Decline> {
        Decline::ALL.iter().copied().find(|d| d.code() == code)
    }
}

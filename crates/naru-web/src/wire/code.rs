//! Response codes (kftc-api.md section 6): those this relay answers with, and their texts.

use super::words;
use naru_base::Lang;

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident => $text:ident; )*) => {
        /// A response code (`rsp_code`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RspCode { $( $(#[$doc])* $name, )* }

        impl RspCode {
            /// Every code.
            pub const ALL: &[RspCode] = &[$(RspCode::$name),*];

            /// The five characters.
            pub const fn as_str(self) -> &'static str {
                match self { $(RspCode::$name => stringify!($name),)* }
            }

            /// The network's text for it.
            pub fn message(self, lang: Lang) -> String {
                match self { $(RspCode::$name => words::$text(lang),)* }
            }
        }
    };
}

codes! {
    /// Done.
    A0000 => done;
    /// Undecided: ask for the result.
    A0001 => processing;
    /// The bank refused: its code says why.
    A0002 => bank_refused;
    /// A failure of ours; nothing was done.
    A0003 => failed;
    /// The request is not in its form.
    A0004 => bad_form;
    /// More is claimed back than there is to give back.
    A0005 => claim_over;
    /// Whether it was done is not known in time; it may be sent again.
    A0007 => not_known_in_time;
    /// The item failed: its own codes say why.
    A0009 => item_failed;
    /// The institution's standing permits inquiries only.
    A0011 => not_for_its_standing;
    /// The institution does not take part at present.
    A0013 => institution_inactive;
    /// The user has left.
    A0014 => user_left;
    /// The bank was not asked.
    A0016 => not_sent;
    /// The bank did not answer an inquiry.
    A0017 => bank_silent;
    /// There are no transactions to list.
    A0018 => no_transactions;
    /// The institution's limit of deposits of the day, or what its paying account holds.
    A0101 => deposit_daily;
    /// The institution's limit of deposits of the month.
    A0102 => deposit_monthly;
    /// The institution's limit of withdrawals of the day.
    A0103 => withdraw_daily;
    /// The institution's limit of withdrawals of the month.
    A0104 => withdraw_monthly;
    /// The institution's limit of one withdrawal.
    A0105 => withdraw_once;
    /// The institution's limit of one deposit.
    A0106 => deposit_once;
    /// The person's limit of one withdrawal.
    A0111 => person_once;
    /// The person's limit of the day.
    A0112 => person_limit;
    /// The bank does not take part.
    A0302 => bank_unknown;
    /// The handle is not one of the institution's, or of this user's.
    A0304 => handle_unknown;
    /// No consent to inquiries.
    A0305 => inquiry_not_agreed;
    /// No agreement to debits.
    A0306 => debit_not_agreed;
    /// The pass phrase is not the paying account's.
    A0307 => phrase_wrong;
    /// No such transfer.
    A0310 => no_transfer;
    /// The payee has another name.
    A0312 => name_differs;
    /// Another user than the token's.
    A0313 => other_user;
    /// Consent to inquiries expired.
    A0316 => inquiry_expired;
    /// The receive inquiry named does not stand for this payee.
    A0317 => receive_unfit;
    /// Agreement to debits expired.
    A0319 => debit_expired;
    /// No right to check holders by full numbers.
    A0320 => full_number_not_permitted;
    /// The number has not the form of its type.
    A0321 => holder_info_form;
    /// The contract account is not registered.
    A0322 => contract_unknown;
    /// The account is not registered for the user.
    A0323 => account_unknown;
    /// Registered for inquiries already.
    A0324 => inquiry_registered;
    /// Registered for debits already.
    A0325 => debit_registered;
    /// The transaction id was used before.
    A0326 => id_used;
    /// The user has not agreed that the institution is told who he is.
    A0332 => login_not_agreed;
    /// That agreement is over.
    A0334 => login_expired;
    /// No such user.
    A0337 => user_unknown;
    /// The authentication request is refused.
    O0001 => auth_refused;
    /// The token is not accepted.
    O0002 => token_refused;
    /// The token has expired.
    O0003 => token_expired;
    /// The token does not permit this API.
    O0004 => not_permitted;
    /// No such API.
    O0005 => no_such_api;
    /// Not from this address.
    O0006 => wrong_address;
    /// The relay is busy; nothing was done.
    O0007 => busy;
    /// The institution has too many calls under way; nothing was done.
    O0008 => institution_busy;
    /// Too many attempts.
    O0009 => too_often;
    /// Not with this method.
    O0010 => wrong_method;
}

/// The `error_code` inside O0001.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// No Authorization header.
    NoAuthorization,
    /// A parameter is missing, doubled or not in its form.
    BadParameter,
    /// The scope is not registered for the client.
    BadScope,
    /// The client is unknown, disabled, or its secret is wrong.
    BadClient,
    /// The redirect_uri is not the registered one.
    BadRedirect,
    /// The response_type is none that there is.
    BadResponseType,
    /// What is used is over, was used before, or never was.
    Over,
}

impl ErrorCode {
    /// Every one.
    pub const ALL: [ErrorCode; 7] = [
        ErrorCode::NoAuthorization,
        ErrorCode::BadParameter,
        ErrorCode::BadScope,
        ErrorCode::BadClient,
        ErrorCode::BadRedirect,
        ErrorCode::BadResponseType,
        ErrorCode::Over,
    ];

    /// The digits.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorCode::NoAuthorization => "992",
            ErrorCode::BadParameter => "3000103",
            ErrorCode::BadScope => "3000115",
            ErrorCode::BadClient => "3000201",
            ErrorCode::BadRedirect => "3000114",
            ErrorCode::BadResponseType => "3000116",
            ErrorCode::Over => "3002110",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_speaks_both_languages_within_the_field() {
        for code in RspCode::ALL {
            assert_eq!(code.as_str().len(), 5);
            for lang in [Lang::Ko, Lang::En] {
                let message = code.message(lang);
                assert!(!message.is_empty() && crate::wire::ah_len(&message) <= 300, "{message}");
            }
            assert_ne!(code.message(Lang::Ko), code.message(Lang::En));
        }
    }
}

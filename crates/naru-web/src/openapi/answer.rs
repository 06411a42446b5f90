//! What answers hold, in wire order. Every value is a text, but for lists and one number.

/// What may stand in a field of an answer.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// N: digits, or nothing.
    Digits,
    /// N with a sign if it is below zero, or nothing.
    Signed,
    /// AN: letters and digits, or nothing.
    Alnum,
    /// ANS: letters, digits and `-_.*`.
    Marked,
    /// AH: any text.
    Text,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A number, as a number.
    Number,
    /// A list of these.
    List(&'static [Out]),
}

/// One field of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    /// Its name.
    pub name: &'static str,
    /// What may stand in it.
    pub shape: Shape,
    /// Length, at most.
    pub len_max: usize,
    /// Whether the network publishes nothing of it, so that it is Naru's own.
    pub ours: bool,
}

/// A table of an answer's fields: `name: shape, length;`, and `ours` where it is Naru's own.
macro_rules! answer {
    ($(#[$doc:meta])* $table:ident {
        $($name:literal : $shape:expr, $len:literal $($ours:ident)?;)*
    }) => {
        $(#[$doc])*
        pub const $table: &[Out] = &[$(Out {
            name: $name,
            shape: $shape,
            len_max: $len,
            ours: $crate::openapi::answer::answer!(@ours $($ours)?),
        },)*];
    };
    (@ours) => { false };
    (@ours ours) => { true };
}
pub(super) use answer;

use Shape::{Alnum, Digits, List, Marked, Number, OneOf, Signed, Text};

pub(super) const YN: &[&str] = &["Y", "N"];

answer! {
    /// What every answer begins with, but for a token.
    HEAD {
        "api_tran_id": Marked, 40;
        "api_tran_dtm": Digits, 17;
        "rsp_code": Alnum, 5;
        "rsp_message": Text, 300;
    }
}

answer! {
    /// What a bank said.
    BANK {
        "bank_tran_id": Alnum, 20;
        "bank_tran_date": Digits, 8;
        "bank_code_tran": Alnum, 3;
        "bank_rsp_code": Alnum, 3;
        "bank_rsp_message": Text, 100;
    }
}

answer! {
    /// A token of an institution.
    TOKEN_OF_INSTITUTION {
        "access_token": Text, 2048;
        "token_type": OneOf(&["Bearer"]), 6;
        "expires_in": Number, 10;
        "scope": Text, 40;
        "client_use_code": Alnum, 10;
    }
}

answer! {
    /// A token of a user.
    TOKEN_OF_USER {
        "access_token": Text, 2048;
        "token_type": OneOf(&["Bearer"]), 6;
        "expires_in": Number, 10;
        "refresh_token": Text, 128;
        "scope": Text, 40;
        "user_seq_no": Digits, 10;
    }
}

answer! {
    /// The institution's side of a withdrawal.
    PAID_TO {
        "dps_bank_code_std": Alnum, 3;
        "dps_bank_code_sub": Alnum, 7;
        "dps_bank_name": Text, 20;
        "dps_account_num_masked": Marked, 20;
        "dps_print_content": Text, 20;
        "dps_account_holder_name": Text, 20;
    }
}

answer! {
    /// The institution's side of a deposit.
    PAID_FROM {
        "wd_bank_code_std": Alnum, 3;
        "wd_bank_code_sub": Alnum, 7;
        "wd_bank_name": Text, 20;
        "wd_account_num_masked": Marked, 20;
        "wd_print_content": Text, 20;
        "wd_account_holder_name": Text, 20;
    }
}

answer! {
    /// The customer's side of a withdrawal.
    WITHDRAWN {
        "fintech_use_num": Digits, 24;
        "account_alias": Text, 50;
        "bank_code_std": Alnum, 3;
        "bank_code_sub": Alnum, 7;
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "account_num_masked": Marked, 20;
        "print_content": Text, 20;
        "account_holder_name": Text, 20;
        "tran_amt": Digits, 12;
        "wd_limit_remain_amt": Digits, 12;
    }
}

answer! {
    /// The one item of a deposit.
    DEPOSITED_ITEM {
        "tran_no": Digits, 5;
        "bank_tran_id": Alnum, 20;
        "bank_tran_date": Digits, 8;
        "bank_code_tran": Alnum, 3;
        "bank_rsp_code": Alnum, 3;
        "bank_rsp_message": Text, 100;
        "fintech_use_num": Digits, 24;
        "account_alias": Text, 50;
        "bank_code_std": Alnum, 3;
        "bank_code_sub": Alnum, 7;
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "account_num_masked": Marked, 20;
        "print_content": Text, 20;
        "account_holder_name": Text, 20;
        "tran_amt": Digits, 12;
        "cms_num": Alnum, 32;
        "withdraw_bank_tran_id": Alnum, 20;
    }
}

answer! {
    /// The items of a deposit.
    DEPOSITED {
        "res_cnt": Digits, 5;
        "res_list": List(DEPOSITED_ITEM), 1;
    }
}

answer! {
    /// What became of one transfer.
    RESULT_ITEM {
        "tran_no": Digits, 5;
        "bank_tran_id": Alnum, 20;
        "bank_tran_date": Digits, 8;
        "bank_code_tran": Alnum, 3;
        "bank_rsp_code": Alnum, 3;
        "bank_rsp_message": Text, 100;
        "wd_bank_code_std": Alnum, 3;
        "wd_bank_code_sub": Alnum, 7;
        "wd_bank_name": Text, 20;
        "wd_savings_bank_name": Text, 20;
        "wd_fintech_use_num": Digits, 24;
        "wd_account_num_masked": Marked, 20;
        "wd_print_content": Text, 20;
        "wd_account_holder_name": Text, 20;
        "dps_bank_code_std": Alnum, 3;
        "dps_bank_code_sub": Alnum, 7;
        "dps_bank_name": Text, 20;
        "dps_savings_bank_name": Text, 20;
        "dps_fintech_use_num": Digits, 24;
        "dps_account_num_masked": Marked, 20;
        "dps_print_content": Text, 20;
        "dps_account_holder_name": Text, 20;
        "tran_amt": Digits, 12;
    }
}

answer! {
    /// What became of transfers.
    RESULTS {
        "res_cnt": Digits, 5;
        "res_list": List(RESULT_ITEM), 25;
    }
}

answer! {
    /// A balance.
    BALANCE {
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "fintech_use_num": Digits, 24;
        "balance_amt": Signed, 13;
        "available_amt": Signed, 13;
        "account_type": Alnum, 1;
        "product_name": Text, 100;
        "account_issue_date": Digits, 8;
        "maturity_date": Digits, 8;
        "last_tran_date": Digits, 8;
    }
}

answer! {
    /// A line of a statement.
    STATEMENT_LINE {
        "tran_date": Digits, 8;
        "tran_time": Digits, 6;
        "inout_type": Text, 8;
        "tran_type": Text, 10;
        "print_content": Text, 20;
        "tran_amt": Digits, 12;
        "after_balance_amt": Signed, 13;
        "branch_name": Text, 20;
    }
}

answer! {
    /// A page of a statement.
    STATEMENT {
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "fintech_use_num": Digits, 24;
        "balance_amt": Signed, 13;
        "page_record_cnt": Digits, 2;
        "next_page_yn": OneOf(YN), 1;
        "befor_inquiry_trace_info": Alnum, 20;
        "res_list": List(STATEMENT_LINE), 25;
    }
}

answer! {
    /// Whose an account is.
    HOLDER {
        "bank_code_std": Alnum, 3 ours;
        "bank_code_sub": Alnum, 7 ours;
        "bank_name": Text, 20 ours;
        "savings_bank_name": Text, 20 ours;
        "account_num": Alnum, 16 ours;
        "account_seq": Digits, 3 ours;
        "account_holder_info_type": OneOf(&[" ", "1", "2", "3", "4", "5", "6", "E", "N"]), 1 ours;
        "account_holder_info": Alnum, 20;
        "account_holder_name": Text, 20;
        "account_type": Alnum, 1 ours;
    }
}

answer! {
    /// Who would be paid.
    PAYEE {
        "bank_code_std": Alnum, 3;
        "bank_code_sub": Alnum, 7;
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "account_num": Alnum, 16;
        "account_seq": Digits, 3;
        "account_num_masked": Marked, 20;
        "print_content": Text, 20;
        "account_holder_name": Text, 20;
    }
}

answer! {
    /// Who would pay.
    PAYER {
        "wd_bank_code_std": Alnum, 3;
        "wd_bank_name": Text, 20;
        "wd_account_num": Alnum, 16;
        "tran_amt": Digits, 12;
        "cms_num": Alnum, 32;
    }
}

answer! {
    /// One who paid in.
    REMITTER {
        "tran_date": Digits, 8 ours;
        "tran_time": Digits, 6 ours;
        "tran_amt": Digits, 12 ours;
        "print_content": Text, 20 ours;
        "remitter_name": Text, 20 ours;
        "remitter_bank_code_std": Alnum, 3 ours;
        "remitter_account_num": Alnum, 16 ours;
    }
}

answer! {
    /// A page of those who paid in.
    REMITTERS {
        "bank_code_std": Alnum, 3 ours;
        "bank_name": Text, 20 ours;
        "savings_bank_name": Text, 20 ours;
        "account_num": Alnum, 16 ours;
        "page_record_cnt": Digits, 2 ours;
        "next_page_yn": OneOf(YN), 1 ours;
        "befor_inquiry_trace_info": Alnum, 20 ours;
        "res_list": List(REMITTER), 25 ours;
    }
}

answer! {
    /// Whether one bank can be asked.
    BANK_STATE {
        "bank_code_std": Alnum, 3 ours;
        "bank_name": Text, 20 ours;
        "bank_status": OneOf(&["1", "2", "3"]), 1 ours;
    }
}

answer! {
    /// Which banks can be asked.
    BANK_STATES {
        "res_cnt": Digits, 5 ours;
        "res_list": List(BANK_STATE), 999 ours;
    }
}

answer! {
    /// One detection.
    DETECTION {
        "detect_id": Marked, 40 ours;
        "detect_dtime": Digits, 14 ours;
        "bank_tran_id": Alnum, 20 ours;
        "bank_tran_date": Digits, 8 ours;
        "bank_code_std": Alnum, 3 ours;
        "tran_amt": Digits, 12 ours;
        "detect_rule": Text, 100 ours;
        "detect_action": OneOf(&["blocked", "noticed"]), 7 ours;
    }
}

answer! {
    /// What was detected.
    DETECTIONS {
        "res_cnt": Digits, 5 ours;
        "next_page_yn": OneOf(YN), 1 ours;
        "res_list": List(DETECTION), 500 ours;
    }
}

answer! {
    /// The payee's bank of a claim.
    CLAIMED_AT {
        "dps_bank_code_std": Alnum, 3;
    }
}

answer! {
    /// The paying bank of a claim.
    CLAIM_PAYS {
        "wd_bank_code_std": Alnum, 3;
        "wd_bank_code_sub": Alnum, 7;
        "wd_bank_name": Text, 20;
    }
}

answer! {
    /// What a claim says.
    CLAIM {
        "org_bank_tran_date": Digits, 8;
        "org_bank_tran_id": Alnum, 20;
        "org_dps_account_num_masked": Marked, 20 ours;
        "org_dps_fintech_use_num": Digits, 24;
        "org_tran_amt": Digits, 12;
        "claim_code": Alnum, 2;
        "return_tran_amt": Digits, 12 ours;
        "return_account_num": Alnum, 16;
        "return_status": OneOf(&["01", "02", "03"]), 2 ours;
    }
}

answer! {
    /// What became of a claim.
    CLAIM_RESULT {
        "org_bank_tran_date": Digits, 8 ours;
        "org_bank_tran_id": Alnum, 20 ours;
        "org_dps_account_num_masked": Marked, 20 ours;
        "org_dps_fintech_use_num": Digits, 24 ours;
        "org_tran_amt": Digits, 12 ours;
        "claim_code": Alnum, 2 ours;
        "claim_message": Text, 100 ours;
        "return_tran_amt": Digits, 12 ours;
        "return_account_num": Alnum, 16 ours;
        "return_status": OneOf(&["01", "02", "03"]), 2 ours;
        "dps_bank_name": Text, 20 ours;
    }
}

answer! {
    /// What is owed.
    FEES {
        "from_date": Digits, 8 ours;
        "to_date": Digits, 8 ours;
        "wd_cnt": Digits, 19 ours;
        "wd_fee": Digits, 19 ours;
        "dps_cnt": Digits, 19 ours;
        "dps_fee": Digits, 19 ours;
        "total_fee": Digits, 19 ours;
    }
}

answer! {
    /// What was moved.
    COUNTS {
        "inquiry_date": Digits, 8 ours;
        "wd_cnt": Digits, 19 ours;
        "wd_amt": Digits, 19 ours;
        "dps_cnt": Digits, 19 ours;
        "dps_amt": Digits, 19 ours;
    }
}

answer! {
    /// What may still be withdrawn.
    LIMITS {
        "wd_limit_once_amt": Digits, 19 ours;
        "wd_limit_daily_amt": Digits, 19 ours;
        "wd_limit_daily_remain_amt": Digits, 19 ours;
        "wd_limit_monthly_amt": Digits, 19 ours;
        "wd_limit_monthly_remain_amt": Digits, 19 ours;
    }
}

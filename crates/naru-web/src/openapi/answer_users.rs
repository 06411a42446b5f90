//! What answers about users and their accounts hold.

use super::answer::Shape::{Alnum, Digits, List, Marked, OneOf, Text};
use super::answer::{Out, YN, answer};

answer! {
    /// Who a user is, without accounts.
    PERSON {
        "user_seq_no": Digits, 10;
        "user_ci": Text, 100;
        "user_name": Text, 20;
        "user_info": Digits, 8;
        "user_gender": Alnum, 1;
        "user_cell_no": Text, 20;
        "user_email": Text, 100;
    }
}

answer! {
    /// An account of a user, as `/user/me` has it.
    USER_ACCOUNT {
        "fintech_use_num": Digits, 24;
        "account_alias": Text, 50;
        "bank_code_std": Alnum, 3;
        "bank_code_sub": Alnum, 7;
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "account_num": Alnum, 16;
        "account_num_masked": Marked, 20;
        "account_seq": Alnum, 3;
        "account_holder_name": Text, 20;
        "account_holder_type": OneOf(&["P"]), 1;
        "account_type": Alnum, 1;
        "inquiry_agree_yn": OneOf(YN), 1;
        "inquiry_agree_dtime": Digits, 14;
        "transfer_agree_yn": OneOf(YN), 1;
        "transfer_agree_dtime": Digits, 14;
        "payer_num": Alnum, 30;
    }
}

answer! {
    /// The accounts of `/user/me`.
    USER_ACCOUNTS {
        "res_cnt": Digits, 5;
        "res_list": List(USER_ACCOUNT), 9999;
    }
}

answer! {
    /// An account of a user, as `/account/list` has it.
    LISTED_ACCOUNT {
        "fintech_use_num": Digits, 24;
        "account_alias": Text, 50;
        "bank_code_std": Alnum, 3;
        "bank_code_sub": Alnum, 7;
        "bank_name": Text, 20;
        "savings_bank_name": Text, 20;
        "account_num": Alnum, 16;
        "account_num_masked": Marked, 20;
        "account_seq": Alnum, 3;
        "account_holder_name": Text, 20;
        "account_holder_type": OneOf(&["P"]), 1;
        "account_type": Alnum, 1;
        "inquiry_agree_yn": OneOf(YN), 1;
        "inquiry_agree_dtime": Digits, 14;
        "transfer_agree_yn": OneOf(YN), 1;
        "transfer_agree_dtime": Digits, 14;
        "account_state": OneOf(&["01", "09"]), 2 ours;
    }
}

answer! {
    /// The accounts of `/account/list`.
    LISTED_ACCOUNTS {
        "user_name": Text, 20;
        "res_cnt": Digits, 5;
        "res_list": List(LISTED_ACCOUNT), 9999;
    }
}

answer! {
    /// Who was registered.
    REGISTERED {
        "user_seq_no": Digits, 10 ours;
        "fintech_use_num": Digits, 24 ours;
    }
}

answer! {
    /// What was agreed for an account.
    AGREEMENT {
        "fintech_use_num": Digits, 24 ours;
        "account_num_masked": Marked, 20 ours;
        "account_alias": Text, 50 ours;
        "user_email": Text, 100 ours;
        "scope": OneOf(&["inquiry", "transfer"]), 8 ours;
        "agree_yn": OneOf(YN), 1 ours;
        "agree_dtime": Digits, 14 ours;
    }
}

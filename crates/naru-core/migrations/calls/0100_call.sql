-- The call log: each inquiry, who asked, whose account, to what end, with what result.
CREATE TABLE relay_call (
    business_date   BIGINT NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    api_tran_id     TEXT   NOT NULL,
    purpose         TEXT   NOT NULL CHECK (
        purpose = 'balance' OR purpose = 'transactions' OR purpose = 'real_name'
        OR purpose = 'receive' OR purpose = 'remit_list' OR purpose = 'register'
        OR purpose = 'account-update' OR purpose = 'account-info' OR purpose = 'cancel'),
    -- Whose own token it was; null for an institution's.
    user_seq_no     TEXT,
    person          {bytes},
    -- Null if the request named a handle that leads to no account.
    bank_code       TEXT,
    account         {bytes},
    outcome         TEXT   NOT NULL,
    bank_rsp_code   TEXT,
    asked_at        BIGINT NOT NULL,
    answered_at     BIGINT NOT NULL,
    PRIMARY KEY (business_date, bank_tran_id)
) {by_day};

-- Inquiries whose id was used before on that date. They were not answered, but they were made.
CREATE TABLE relay_call_repeat (
    business_date   BIGINT NOT NULL,
    api_tran_id     TEXT   NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    purpose         TEXT   NOT NULL CHECK (
        purpose = 'balance' OR purpose = 'transactions' OR purpose = 'real_name'
        OR purpose = 'receive' OR purpose = 'remit_list' OR purpose = 'register'
        OR purpose = 'account-update' OR purpose = 'account-info' OR purpose = 'cancel'),
    user_seq_no     TEXT,
    person          {bytes},
    bank_code       TEXT,
    account         {bytes},
    asked_at        BIGINT NOT NULL,
    PRIMARY KEY (business_date, api_tran_id)
) {by_day};

-- What a deposit that names its receive inquiry (recv_bank_tran_id) is compared with. The holder
-- is a keyed hash of the name that the bank told.
CREATE TABLE relay_receive (
    business_date   BIGINT NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    bank_code       TEXT   NOT NULL,
    account         {bytes} NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    holder          {bytes} NOT NULL,
    answered_at     BIGINT NOT NULL,
    PRIMARY KEY (business_date, bank_tran_id)
) {by_day};

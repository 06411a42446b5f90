-- The call log: each inquiry, who asked, whose account, to what end, with what result.
CREATE TABLE relay_call (
    business_date   BIGINT NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    api_tran_id     TEXT   NOT NULL,
    purpose         TEXT   NOT NULL,
    person          {bytes},
    bank_code       TEXT   NOT NULL,
    account         {bytes} NOT NULL,
    outcome         TEXT   NOT NULL,
    bank_rsp_code   TEXT,
    asked_at        BIGINT NOT NULL,
    answered_at     BIGINT NOT NULL,
    PRIMARY KEY (business_date, bank_tran_id)
) {by_day};

-- What is kept on an account because the hub asked for it, by the id of its request. Of what was
-- not there nothing is kept; a row whose amount is nothing says that the bank has decided so.
CREATE TABLE bank_hold (
    request_id  TEXT   PRIMARY KEY,
    account_num TEXT   NOT NULL,
    asked       BIGINT NOT NULL CHECK (asked >= 0),
    kept        BIGINT NOT NULL CHECK (kept >= 0 AND kept <= asked),
    code        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    released_at BIGINT
) {by_key};
CREATE INDEX bank_hold_account ON bank_hold (account_num) WHERE released_at IS NULL;

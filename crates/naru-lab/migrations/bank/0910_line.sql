-- Statements: one row for each line of an account, written in the commit that moves the money.
CREATE TABLE bank_line (
    account_num      TEXT   NOT NULL,
    line_no          BIGINT NOT NULL CHECK (line_no > 0),
    at               BIGINT NOT NULL,
    inout            TEXT   NOT NULL CHECK (inout = 'in' OR inout = 'out' OR inout = 'other'),
    -- The bank's word for what it was.
    kind             TEXT   NOT NULL,
    print_content    TEXT   NOT NULL,
    amount           BIGINT NOT NULL CHECK (amount >= 0),
    balance_after    BIGINT NOT NULL,
    branch           TEXT   NOT NULL,
    -- Who paid; empty if nobody did, or the bank does not know.
    remitter_name    TEXT   NOT NULL,
    remitter_bank    TEXT   NOT NULL,
    remitter_account TEXT   NOT NULL,
    CHECK ((inout = 'other') = (amount = 0)),
    PRIMARY KEY (account_num, line_no)
) {by_key};

-- By what a holder is known to the bank: a birth date (yyyyMMdd) or a business number.
CREATE TABLE bank_holder (
    account_num TEXT PRIMARY KEY,
    ident       TEXT NOT NULL
) {by_key};

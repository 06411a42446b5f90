-- A virtual bank's books. One row of bank_transaction is one journal entry: when it is done, its
-- amount left debit_account and reached credit_account, in the same commit.

CREATE TABLE bank_account (
    account_num    TEXT PRIMARY KEY,
    kind           TEXT   NOT NULL CHECK (
        kind = 'customer' OR kind = 'settlement' OR kind = 'capital'),
    holder         TEXT   NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('open', 'closed')),
    opening        BIGINT NOT NULL,
    balance        BIGINT NOT NULL,
    -- The bank's own limits; 0 is none.
    limit_once     BIGINT NOT NULL CHECK (limit_once >= 0),
    limit_day      BIGINT NOT NULL CHECK (limit_day >= 0),
    -- What was withdrawn on `taken_on` so far.
    taken_on       BIGINT NOT NULL,
    taken          BIGINT NOT NULL CHECK (taken >= 0),
    opened_on      BIGINT NOT NULL,
    CHECK (kind <> 'customer' OR balance >= 0)
) {by_key};

CREATE TABLE bank_transaction (
    business_date  BIGINT NOT NULL,
    bank_tran_id   TEXT   NOT NULL,
    state          TEXT   NOT NULL CHECK (
        state = 'done' OR state = 'failed' OR state = 'void' OR state = 'processing'),
    -- Which way: a deposit goes to the customer, the others come from there. Empty for a void id.
    kind           TEXT   NOT NULL CHECK (
        kind = 'withdraw' OR kind = 'deposit' OR kind = 'return' OR kind = ''),
    amount         BIGINT NOT NULL CHECK (amount >= 0),
    -- Empty for a void id: the original never arrived.
    debit_account  TEXT   NOT NULL,
    credit_account TEXT   NOT NULL,
    code           TEXT   NOT NULL,
    print_content  TEXT   NOT NULL,
    -- While above 0, an inquiry is answered "processing" and lowers it by one.
    hidden         BIGINT NOT NULL CHECK (hidden >= 0),
    -- What a row in `processing` becomes when it is no longer hidden.
    intent         TEXT   NOT NULL CHECK (intent = '' OR intent = 'execute' OR intent = 'abandon'),
    at             BIGINT NOT NULL,
    CHECK ((state = 'processing') = (intent <> '')),
    CHECK ((state = 'void') = (kind = '')),
    CHECK (state <> 'done' OR (code = '000' AND amount > 0 AND debit_account <> '')),
    PRIMARY KEY (business_date, bank_tran_id)
) {by_day_and_key};

-- The faults that were ordered, so that they outlive a restart.
CREATE TABLE bank_fault (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    plan TEXT NOT NULL
) {strict};

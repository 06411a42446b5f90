-- Transfers, the ledger, and what each person moved today.

-- Lists of words are written with OR here: for IN with three or more, SQLite opens a temporary table
-- at each insert and update, and that cost more than all the rest of it.

-- One row is one transfer and its own outbound message. The id begins with the institution's
-- code, so (business_date, bank_tran_id) is (institution, business date, id).
CREATE TABLE relay_transfer (
    business_date   BIGINT NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    kind            TEXT   NOT NULL CHECK (
        kind = 'withdraw' OR kind = 'deposit' OR kind = 'return' OR kind = 'fund'),
    state           TEXT   NOT NULL
        CHECK (state = 'refused' OR state = 'reserved' OR state = 'in_doubt'
            OR state = 'settled' OR state = 'released'),
    fingerprint     {bytes} NOT NULL,
    api_tran_id     TEXT   NOT NULL,
    person          {bytes},
    bank_code       TEXT   NOT NULL,
    account         {bytes} NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    fee             BIGINT NOT NULL CHECK (fee >= 0),
    -- The checks of the reserve commit, each answered exactly once, with it.
    check_standing  TEXT   NOT NULL CHECK (
        check_standing = 'absent' OR check_standing = 'passed' OR check_standing = 'refused'),
    check_cover     TEXT   NOT NULL CHECK (
        check_cover = 'absent' OR check_cover = 'passed' OR check_cover = 'refused'),
    check_fds       TEXT   NOT NULL CHECK (
        check_fds = 'absent' OR check_fds = 'passed' OR check_fds = 'refused'),
    created_at      BIGINT NOT NULL,
    -- The bank refuses the original request after this instant.
    expires_at      BIGINT NOT NULL,
    next_inquiry_at BIGINT,
    inquiry_count   BIGINT NOT NULL,
    closed_at       BIGINT,
    -- The settlement window it fell into: the business date of its closing commit, or the first
    -- that was still open then.
    closed_on       BIGINT,
    -- Why it was refused, or what the bank said last.
    reason          TEXT,
    bank_rsp_code   TEXT,
    bank_tran_date  BIGINT,
    limit_remain    BIGINT,
    sealed_order    {bytes},
    sealed_reply    {bytes},
    -- Of a return: the deposit that it gives back.
    original_date   BIGINT,
    original_id     TEXT,
    CHECK ((kind = 'return') = (original_id IS NOT NULL)),
    CHECK ((original_date IS NULL) = (original_id IS NULL)),
    CHECK ((state IN ('reserved', 'in_doubt')) = (next_inquiry_at IS NOT NULL)),
    CHECK ((state = 'refused' OR state = 'settled' OR state = 'released') = (closed_at IS NOT NULL)),
    PRIMARY KEY (business_date, bank_tran_id)
) {by_day};
CREATE INDEX relay_transfer_due ON relay_transfer (next_inquiry_at)
    WHERE state IN ('reserved', 'in_doubt');
-- Banks whose business date differs from ours are few; results are asked for by the bank's date.
CREATE INDEX relay_transfer_bank_date ON relay_transfer (bank_tran_date, bank_tran_id)
    WHERE bank_tran_date <> business_date;
-- What of a deposit was claimed back.
CREATE INDEX relay_transfer_original ON relay_transfer (original_date, original_id)
    WHERE kind = 'return';
-- What closes on another day than it began on is rare; the rest is found in its own day.
CREATE INDEX relay_transfer_closed_on ON relay_transfer (closed_on)
    WHERE closed_on <> business_date;

-- The first business date that still takes closings: what was netted takes no more.
CREATE TABLE relay_open_day (
    id        BIGINT PRIMARY KEY CHECK (id = 1),
    open_from BIGINT NOT NULL
) {by_key};

-- The ledger. Debits are positive; the entries of one posting sum to zero, posted and pending.
CREATE TABLE ledger_balance (
    account TEXT PRIMARY KEY,
    posted  BIGINT NOT NULL,
    pending BIGINT NOT NULL
) {by_key};

CREATE TABLE ledger_entry (
    business_date BIGINT NOT NULL,
    bank_tran_id  TEXT   NOT NULL,
    step          BIGINT NOT NULL,
    leg           BIGINT NOT NULL,
    account       TEXT   NOT NULL,
    posted        BIGINT NOT NULL,
    pending       BIGINT NOT NULL,
    posted_after  BIGINT NOT NULL,
    pending_after BIGINT NOT NULL,
    PRIMARY KEY (business_date, bank_tran_id, step, leg)
) {by_day_and_key};
-- @sqlite
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

-- What an institution has moved, open transfers counted, by kind: one row for each business date
-- (yyyymmdd) and one for each month (yyyymm00). The fees are those of these transfers.
CREATE TABLE relay_institution_use (
    client_use_code TEXT   NOT NULL,
    period          BIGINT NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('withdraw', 'deposit')),
    amount          BIGINT NOT NULL CHECK (amount >= 0),
    count           BIGINT NOT NULL CHECK (count >= 0),
    fee             BIGINT NOT NULL CHECK (fee >= 0),
    PRIMARY KEY (client_use_code, period, kind)
) {by_key};

-- What a person has taken from the daily limit, reservations counted, across all institutions.
CREATE TABLE relay_person_day (
    business_date BIGINT NOT NULL,
    person        {bytes} NOT NULL,
    taken         BIGINT NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (business_date, person)
) {by_day_and_key};

-- Settlement: bank holidays, a window for each business date with everybody's position, and what
-- differed from banks' own statements.

-- A year stands here when all its holidays are known; a date in any other year is an error.
CREATE TABLE settlement_year (
    year   BIGINT PRIMARY KEY,
    source TEXT   NOT NULL
) {by_key};

CREATE TABLE settlement_holiday (
    holiday BIGINT PRIMARY KEY,
    name_ko TEXT   NOT NULL,
    name_en TEXT   NOT NULL,
    source  TEXT   NOT NULL
) {by_key};

-- A business date, netted once. Windows follow each other without a gap.
CREATE TABLE settlement_window (
    business_date  BIGINT PRIMARY KEY,
    -- The business day on which the positions are paid.
    value_date     BIGINT NOT NULL CHECK (value_date > business_date),
    closed_at      BIGINT NOT NULL,
    transfer_count BIGINT NOT NULL CHECK (transfer_count >= 0),
    amount         BIGINT NOT NULL CHECK (amount >= 0),
    fee            BIGINT NOT NULL CHECK (fee >= 0),
    -- In doubt at the close: they count in the window of the day on which they are decided.
    carried_count  BIGINT NOT NULL CHECK (carried_count >= 0),
    carried_amount BIGINT NOT NULL CHECK (carried_amount >= 0)
) {by_key};

-- net is what the participant pays in; below zero, what it is paid. A window's sum to zero.
CREATE TABLE settlement_position (
    business_date    BIGINT NOT NULL REFERENCES settlement_window (business_date),
    party_kind       TEXT   NOT NULL CHECK (party_kind IN ('bank', 'institution', 'operator')),
    party            TEXT   NOT NULL,
    collected_count  BIGINT NOT NULL CHECK (collected_count >= 0),
    collected_amount BIGINT NOT NULL CHECK (collected_amount >= 0),
    paid_count       BIGINT NOT NULL CHECK (paid_count >= 0),
    paid_amount      BIGINT NOT NULL CHECK (paid_amount >= 0),
    fee              BIGINT NOT NULL CHECK (fee >= 0),
    net              BIGINT NOT NULL,
    PRIMARY KEY (business_date, party_kind, party)
) {by_key};
-- @sqlite
CREATE TRIGGER settlement_window_no_update BEFORE UPDATE ON settlement_window
BEGIN SELECT RAISE(ABORT, 'settlement_window is append-only'); END;
CREATE TRIGGER settlement_window_no_delete BEFORE DELETE ON settlement_window
BEGIN SELECT RAISE(ABORT, 'settlement_window is append-only'); END;
CREATE TRIGGER settlement_position_no_update BEFORE UPDATE ON settlement_position
BEGIN SELECT RAISE(ABORT, 'settlement_position is append-only'); END;
CREATE TRIGGER settlement_position_no_delete BEFORE DELETE ON settlement_position
BEGIN SELECT RAISE(ABORT, 'settlement_position is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER settlement_window_append_only BEFORE UPDATE OR DELETE ON settlement_window
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER settlement_position_append_only BEFORE UPDATE OR DELETE ON settlement_position
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

-- What a bank's statement says otherwise than the book, kept until it is explained or gone.
CREATE TABLE settlement_difference (
    business_date BIGINT NOT NULL,
    bank_code     TEXT   NOT NULL,
    bank_tran_id  TEXT   NOT NULL,
    kind          TEXT   NOT NULL
        CHECK (kind IN ('missing-here', 'missing-there', 'amount-differs', 'state-differs')),
    our_state     TEXT,
    our_amount    BIGINT,
    their_outcome TEXT,
    their_amount  BIGINT,
    state         TEXT   NOT NULL CHECK (state IN ('open', 'explained', 'resolved')),
    found_at      BIGINT NOT NULL,
    ended_at      BIGINT,
    -- Who explained it, and how.
    explained_by  TEXT,
    explanation   TEXT,
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((explained_by IS NULL) = (explanation IS NULL)),
    PRIMARY KEY (business_date, bank_code, bank_tran_id, kind)
) {by_key};

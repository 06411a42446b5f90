-- Compensation claims: what a consumer lost through an institution, where the money went, who paid
-- first, who bears it. Lines and rows of the table of liability are only added; what a line says
-- stands in the ledger too.

CREATE TABLE claim_case (
    claim_id        TEXT    PRIMARY KEY,
    client_use_code TEXT    NOT NULL REFERENCES identity_institution (client_use_code),
    -- What whoever reported it says it was: a word of claim_case.cause.
    said            TEXT    NOT NULL,
    -- The same in people's own words, sealed.
    sealed_words    {bytes} NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('reported', 'frozen', 'paid', 'decided',
        'surety-claimed', 'recourse', 'closed', 'rejected', 'withdrawn')),
    loss            BIGINT  NOT NULL CHECK (loss > 0),
    payer           TEXT    NOT NULL CHECK (payer IN ('operator', 'institution')),
    reported_at     BIGINT  NOT NULL,
    reported_by     TEXT    NOT NULL,
    freeze_due_at   BIGINT  NOT NULL,
    payment_due_at  BIGINT  NOT NULL,
    cause_due_at    BIGINT  NOT NULL,
    surety_due_at   BIGINT,
    frozen_at       BIGINT,
    paid_at         BIGINT,
    cause           TEXT    CHECK (cause IN ('forged-means', 'processing', 'intrusion',
        'institution-fault', 'bank-fault', 'operator-fault', 'stolen-identity', 'user-negligence',
        'user-intent')),
    decided_at      BIGINT,
    surety_at       BIGINT,
    instrument_id   TEXT    REFERENCES surety_instrument (instrument_id),
    insurer         TEXT,
    closed_at       BIGINT,
    -- Of the token in the consumer's link: the link itself is kept nowhere.
    link_hash       {bytes},
    link_at         BIGINT,
    CHECK ((cause IS NULL) = (decided_at IS NULL)),
    CHECK ((state IN ('closed', 'rejected', 'withdrawn')) = (closed_at IS NOT NULL)),
    CHECK ((link_hash IS NULL) = (link_at IS NULL))
) {strict};
CREATE INDEX claim_case_institution ON claim_case (client_use_code, claim_id);
CREATE UNIQUE INDEX claim_case_link ON claim_case (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX claim_case_open ON claim_case (claim_id) WHERE closed_at IS NULL;

CREATE TABLE claim_transfer (
    claim_id      TEXT   NOT NULL REFERENCES claim_case (claim_id),
    business_date BIGINT NOT NULL,
    bank_tran_id  TEXT   NOT NULL,
    -- Whether the consumer lost it (1), or it shows where the money went (0).
    is_loss       BIGINT NOT NULL CHECK (is_loss IN (0, 1)),
    bank_code     TEXT   NOT NULL,
    amount        BIGINT NOT NULL CHECK (amount > 0),
    PRIMARY KEY (claim_id, business_date, bank_tran_id)
) {by_key};
CREATE INDEX claim_transfer_of ON claim_transfer (business_date, bank_tran_id);
CREATE INDEX claim_transfer_bank ON claim_transfer (bank_code, claim_id);

-- A request to freeze what is on an account of a receiving bank: its own outbound message.
CREATE TABLE claim_trace (
    trace_id       TEXT    PRIMARY KEY,
    claim_id       TEXT    NOT NULL REFERENCES claim_case (claim_id),
    bank_code      TEXT    NOT NULL,
    sealed_account {bytes} NOT NULL,
    amount         BIGINT  NOT NULL CHECK (amount > 0),
    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'frozen', 'partly', 'nothing',
        'refused', 'outside', 'releasing', 'released')),
    frozen         BIGINT  NOT NULL CHECK (frozen >= 0 AND frozen <= amount),
    bank_rsp_code  TEXT,
    asked_count    BIGINT  NOT NULL CHECK (asked_count >= 0),
    next_at        BIGINT,
    answered_at    BIGINT,
    CHECK ((state IN ('waiting', 'releasing')) = (next_at IS NOT NULL))
) {strict};
CREATE INDEX claim_trace_of ON claim_trace (claim_id, trace_id);
CREATE INDEX claim_trace_due ON claim_trace (next_at, trace_id) WHERE next_at IS NOT NULL;
CREATE INDEX claim_trace_bank ON claim_trace (bank_code, claim_id);

-- Every won of a claim. The journal is what decided it: the report, or the proposal of two people.
CREATE TABLE claim_line (
    journal_id    TEXT   NOT NULL,
    leg           BIGINT NOT NULL,
    claim_id      TEXT   NOT NULL REFERENCES claim_case (claim_id),
    -- Counts the lines of one claim: two of one instant keep their order.
    seq           BIGINT NOT NULL,
    kind          TEXT   NOT NULL CHECK (kind IN ('report', 'payment', 'ended', 'returned',
        'share', 'surety', 'surety-refused', 'recourse', 'write-off')),
    -- operator, consumer, surety, an institution's or a bank's code.
    party         TEXT   NOT NULL,
    amount        BIGINT NOT NULL CHECK (amount > 0),
    evidence      TEXT   NOT NULL,
    business_date BIGINT NOT NULL,
    booked_at     BIGINT NOT NULL,
    -- Who decided; a report and its end are one person's.
    proposed_by   TEXT   NOT NULL,
    confirmed_by  TEXT,
    CHECK (proposed_by <> confirmed_by),
    CHECK (kind IN ('report', 'ended') OR confirmed_by IS NOT NULL),
    PRIMARY KEY (journal_id, leg)
) {by_key};
CREATE UNIQUE INDEX claim_line_of ON claim_line (claim_id, seq);

-- Who bears how many percent of a damage of one cause, from when, and where that comes from.
CREATE TABLE claim_liability (
    cause        TEXT   NOT NULL,
    valid_from   BIGINT NOT NULL,
    institution  BIGINT NOT NULL CHECK (institution BETWEEN 0 AND 100),
    bank         BIGINT NOT NULL CHECK (bank BETWEEN 0 AND 100),
    operator     BIGINT NOT NULL CHECK (operator BETWEEN 0 AND 100),
    consumer     BIGINT NOT NULL CHECK (consumer BETWEEN 0 AND 100),
    source       TEXT   NOT NULL,
    proposed_by  TEXT   NOT NULL,
    confirmed_by TEXT   NOT NULL,
    CHECK (institution + bank + operator + consumer = 100),
    CHECK (proposed_by <> confirmed_by),
    PRIMARY KEY (cause, valid_from)
) {by_key};

-- @sqlite
CREATE TRIGGER claim_line_no_update BEFORE UPDATE ON claim_line
BEGIN SELECT RAISE(ABORT, 'claim_line is append-only'); END;
CREATE TRIGGER claim_line_no_delete BEFORE DELETE ON claim_line
BEGIN SELECT RAISE(ABORT, 'claim_line is append-only'); END;
CREATE TRIGGER claim_liability_no_update BEFORE UPDATE ON claim_liability
BEGIN SELECT RAISE(ABORT, 'claim_liability is append-only'); END;
CREATE TRIGGER claim_liability_no_delete BEFORE DELETE ON claim_liability
BEGIN SELECT RAISE(ABORT, 'claim_liability is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER claim_line_append_only BEFORE UPDATE OR DELETE ON claim_line
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER claim_liability_append_only BEFORE UPDATE OR DELETE ON claim_liability
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

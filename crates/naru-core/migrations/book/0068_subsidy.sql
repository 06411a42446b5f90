-- Subsidy of security checks: programmes with their appropriation, recognised inspectors,
-- applications, claims for payment, and a journal of every won. A journal entry stands in the
-- ledger too; claims and the journal are only added to.

CREATE TABLE subsidy_programme (
    programme     TEXT   PRIMARY KEY,
    name_ko       TEXT   NOT NULL,
    name_en       TEXT   NOT NULL,
    -- Where the money and the rules come from.
    basis         TEXT   NOT NULL,
    year          BIGINT NOT NULL,
    opens_at      BIGINT NOT NULL,
    closes_at     BIGINT NOT NULL CHECK (closes_at > opens_at),
    share_percent BIGINT NOT NULL CHECK (share_percent BETWEEN 1 AND 100),
    -- The most that one firm is granted of the programme.
    firm_cap      BIGINT NOT NULL CHECK (firm_cap > 0),
    -- Of the words of subsidy_application.class, with commas.
    classes       TEXT   NOT NULL,
    decided_at    BIGINT NOT NULL,
    proposed_by   TEXT   NOT NULL,
    confirmed_by  TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};

-- Where a programme's money is. The last line is the promise of this slice: never overspent.
CREATE TABLE subsidy_fund (
    programme     TEXT   PRIMARY KEY REFERENCES subsidy_programme (programme),
    appropriation BIGINT NOT NULL CHECK (appropriation >= 0),
    carried_in    BIGINT NOT NULL CHECK (carried_in >= 0),
    carried_out   BIGINT NOT NULL CHECK (carried_out >= 0),
    committed     BIGINT NOT NULL CHECK (committed >= 0),
    paid          BIGINT NOT NULL CHECK (paid >= 0),
    CHECK (carried_out + committed + paid <= appropriation + carried_in)
) {strict};

CREATE TABLE subsidy_inspector (
    inspector        TEXT   PRIMARY KEY,
    name_ko          TEXT   NOT NULL,
    name_en          TEXT   NOT NULL,
    -- By what it is recognised.
    basis            TEXT   NOT NULL,
    recognised_from  BIGINT NOT NULL,
    recognised_until BIGINT CHECK (recognised_until > recognised_from),
    proposed_by      TEXT   NOT NULL,
    confirmed_by     TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};

CREATE TABLE subsidy_application (
    application_id  TEXT   PRIMARY KEY,
    programme       TEXT   NOT NULL REFERENCES subsidy_programme (programme),
    class           TEXT   NOT NULL CHECK (class IN ('open-banking', 'innovative-service')),
    -- Of the network's institutions; none: a firm from outside.
    client_use_code TEXT   REFERENCES identity_institution (client_use_code),
    firm_name       TEXT   NOT NULL,
    -- 사업자등록번호: what a firm is known by, inside the network and outside.
    registration    TEXT   NOT NULL,
    -- The number of the designation as an innovative financial service; else empty.
    designation     TEXT   NOT NULL CHECK ((class = 'innovative-service') = (designation <> '')),
    checked         TEXT   NOT NULL CHECK (checked IN ('organisation', 'service')),
    inspector       TEXT   NOT NULL REFERENCES subsidy_inspector (inspector),
    quote           BIGINT NOT NULL CHECK (quote > 0),
    state           TEXT   NOT NULL
        CHECK (state IN ('applied', 'awarded', 'declined', 'withdrawn', 'paid', 'released')),
    applied_at      BIGINT NOT NULL,
    applied_by      TEXT   NOT NULL,
    awarded         BIGINT CHECK (awarded > 0),
    paid            BIGINT CHECK (paid > 0 AND paid <= awarded),
    grounds         TEXT
        CHECK (grounds IN ('class', 'papers', 'check', 'inspector', 'money', 'other')),
    decided_at      BIGINT,
    CHECK ((state IN ('awarded', 'paid', 'released')) = (awarded IS NOT NULL)),
    CHECK ((state = 'paid') = (paid IS NOT NULL)),
    CHECK ((state = 'declined') = (grounds IS NOT NULL))
) {strict};
CREATE INDEX subsidy_application_programme ON subsidy_application (programme, application_id);
CREATE INDEX subsidy_application_institution ON subsidy_application (client_use_code, application_id);
CREATE INDEX subsidy_application_firm ON subsidy_application (programme, registration);

-- A claim for payment: the check was done, with the documents that say so by their hash. A later
-- one of the same application corrects the one before.
CREATE TABLE subsidy_claim (
    application_id TEXT    NOT NULL REFERENCES subsidy_application (application_id),
    claimed_at     BIGINT  NOT NULL,
    claimed_by     TEXT    NOT NULL,
    -- The inspector's number of the engagement.
    engagement     TEXT    NOT NULL,
    checked_on     BIGINT  NOT NULL,
    cost           BIGINT  NOT NULL CHECK (cost > 0),
    report_sha256  {bytes} NOT NULL,
    invoice_sha256 {bytes} NOT NULL,
    PRIMARY KEY (application_id, claimed_at)
) {by_key};

CREATE TABLE subsidy_journal (
    -- The proposal's: the reason, in people's own words, is sealed there.
    journal_id     TEXT   PRIMARY KEY,
    programme      TEXT   NOT NULL REFERENCES subsidy_programme (programme),
    kind           TEXT   NOT NULL
        CHECK (kind IN ('appropriation', 'award', 'payment', 'release', 'carry-over')),
    application_id TEXT   REFERENCES subsidy_application (application_id),
    -- Of what is carried over: to which programme.
    to_programme   TEXT   REFERENCES subsidy_programme (programme),
    amount         BIGINT NOT NULL CHECK (amount > 0),
    -- Of a payment: what of the award was not needed and is free again.
    returned       BIGINT NOT NULL CHECK (returned >= 0),
    -- The legal basis of money that comes or is carried over; else empty.
    basis          TEXT   NOT NULL,
    business_date  BIGINT NOT NULL,
    booked_at      BIGINT NOT NULL,
    proposed_by    TEXT   NOT NULL,
    confirmed_by   TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by),
    CHECK ((kind IN ('award', 'payment', 'release')) = (application_id IS NOT NULL)),
    CHECK ((kind = 'carry-over') = (to_programme IS NOT NULL)),
    CHECK ((kind IN ('appropriation', 'carry-over')) = (basis <> ''))
) {strict};
CREATE INDEX subsidy_journal_programme ON subsidy_journal (programme, journal_id);

-- @sqlite
CREATE TRIGGER subsidy_claim_no_update BEFORE UPDATE ON subsidy_claim
BEGIN SELECT RAISE(ABORT, 'subsidy_claim is append-only'); END;
CREATE TRIGGER subsidy_claim_no_delete BEFORE DELETE ON subsidy_claim
BEGIN SELECT RAISE(ABORT, 'subsidy_claim is append-only'); END;
CREATE TRIGGER subsidy_journal_no_update BEFORE UPDATE ON subsidy_journal
BEGIN SELECT RAISE(ABORT, 'subsidy_journal is append-only'); END;
CREATE TRIGGER subsidy_journal_no_delete BEFORE DELETE ON subsidy_journal
BEGIN SELECT RAISE(ABORT, 'subsidy_journal is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER subsidy_claim_append_only BEFORE UPDATE OR DELETE ON subsidy_claim
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER subsidy_journal_append_only BEFORE UPDATE OR DELETE ON subsidy_journal
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

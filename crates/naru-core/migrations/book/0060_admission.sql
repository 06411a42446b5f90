-- The admission path: applications, declared services, evidence by hash, what two people decided
-- at each gate, and the measures that lower a standing. Decisions and measures are only added.

CREATE TABLE admission_application (
    client_use_code TEXT   PRIMARY KEY REFERENCES identity_institution (client_use_code),
    class           TEXT   NOT NULL
        CHECK (class IN ('bank', 'e-finance', 'e-finance-assistant', 'fintech')),
    applied_at      BIGINT NOT NULL,
    applied_by      TEXT   NOT NULL
) {strict};

-- One version of one service: each is checked by itself.
CREATE TABLE admission_service (
    client_use_code TEXT   NOT NULL REFERENCES admission_application (client_use_code),
    -- kind:name:version
    service         TEXT   NOT NULL,
    declared_at     BIGINT NOT NULL,
    declared_by     TEXT   NOT NULL,
    retired_at      BIGINT,
    PRIMARY KEY (client_use_code, service)
) {by_key};

-- A document or a tool's output, known by its SHA-256. What happened when, and when it came, are
-- different times.
CREATE TABLE admission_evidence (
    client_use_code TEXT    NOT NULL REFERENCES admission_application (client_use_code),
    sha256          {bytes} NOT NULL,
    kind            TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    size_bytes      BIGINT  NOT NULL CHECK (size_bytes >= 0),
    observed_at     BIGINT  NOT NULL,
    received_at     BIGINT  NOT NULL,
    received_by     TEXT    NOT NULL,
    PRIMARY KEY (client_use_code, sha256)
) {by_key};

CREATE TABLE admission_decision (
    -- The proposal's: the reason, in people's own words, is sealed there.
    decision_id     TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES admission_application (client_use_code),
    gate            TEXT   NOT NULL
        CHECK (gate IN ('eligibility', 'functional', 'organisation', 'service', 'surety',
                        'contract', 'start')),
    -- Of the service check: which service and version. Else empty.
    service         TEXT   NOT NULL CHECK ((gate = 'service') = (service <> '')),
    verdict         TEXT   NOT NULL CHECK (verdict IN ('passed', 'failed', 'revoked')),
    decided_at      BIGINT NOT NULL,
    -- Until when a passed gate holds; none: as long as nobody decides otherwise.
    holds_until     BIGINT CHECK (holds_until > decided_at),
    proposed_by     TEXT   NOT NULL,
    confirmed_by    TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};
CREATE INDEX admission_decision_institution ON admission_decision (client_use_code, decided_at);

CREATE TABLE admission_decision_evidence (
    decision_id     TEXT    NOT NULL REFERENCES admission_decision (decision_id),
    client_use_code TEXT    NOT NULL,
    sha256          {bytes} NOT NULL,
    PRIMARY KEY (decision_id, sha256),
    FOREIGN KEY (client_use_code, sha256) REFERENCES admission_evidence (client_use_code, sha256)
) {by_key};

-- A rung of the ladder, by decision: which rule, when it was told, from when it bites.
CREATE TABLE admission_measure (
    measure_id      TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES admission_application (client_use_code),
    standing        TEXT   NOT NULL
        CHECK (standing IN ('warned', 'limit-cut', 'inquiry-only', 'suspended')),
    rule            TEXT   NOT NULL,
    notice_at       BIGINT NOT NULL,
    due_at          BIGINT NOT NULL CHECK (due_at >= notice_at),
    ends_at         BIGINT CHECK (ends_at > due_at),
    -- Until when the institution may appeal.
    appeal_until    BIGINT NOT NULL,
    -- The gate whose holding takes its force away.
    unless_gate     TEXT,
    proposed_by     TEXT   NOT NULL,
    confirmed_by    TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};
CREATE INDEX admission_measure_institution ON admission_measure (client_use_code, notice_at);

CREATE TABLE admission_lift (
    measure_id   TEXT   PRIMARY KEY REFERENCES admission_measure (measure_id),
    lifted_at    BIGINT NOT NULL,
    proposed_by  TEXT   NOT NULL,
    confirmed_by TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};

-- The institution's word against a measure, sealed.
CREATE TABLE admission_appeal (
    measure_id  TEXT    PRIMARY KEY REFERENCES admission_measure (measure_id),
    sealed      {bytes} NOT NULL,
    appealed_at BIGINT  NOT NULL,
    appealed_by TEXT    NOT NULL
) {strict};

-- The standing as it was last written to the audit trail: a standing that changes by the mere
-- passing of time is written down too.
CREATE TABLE admission_noted (
    client_use_code TEXT   PRIMARY KEY REFERENCES identity_institution (client_use_code),
    standing        TEXT   NOT NULL,
    since           BIGINT NOT NULL
) {strict};

-- Counts every change of what standings are made of: by it, each node knows whether its memory is
-- up to date.
CREATE TABLE admission_version (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
) {strict};
INSERT INTO admission_version (id, version) VALUES (1, 0);

-- @sqlite
CREATE TRIGGER admission_decision_no_update BEFORE UPDATE ON admission_decision
BEGIN SELECT RAISE(ABORT, 'admission_decision is append-only'); END;
CREATE TRIGGER admission_decision_no_delete BEFORE DELETE ON admission_decision
BEGIN SELECT RAISE(ABORT, 'admission_decision is append-only'); END;
CREATE TRIGGER admission_evidence_no_update BEFORE UPDATE ON admission_evidence
BEGIN SELECT RAISE(ABORT, 'admission_evidence is append-only'); END;
CREATE TRIGGER admission_evidence_no_delete BEFORE DELETE ON admission_evidence
BEGIN SELECT RAISE(ABORT, 'admission_evidence is append-only'); END;
CREATE TRIGGER admission_measure_no_update BEFORE UPDATE ON admission_measure
BEGIN SELECT RAISE(ABORT, 'admission_measure is append-only'); END;
CREATE TRIGGER admission_measure_no_delete BEFORE DELETE ON admission_measure
BEGIN SELECT RAISE(ABORT, 'admission_measure is append-only'); END;
CREATE TRIGGER admission_lift_no_update BEFORE UPDATE ON admission_lift
BEGIN SELECT RAISE(ABORT, 'admission_lift is append-only'); END;
CREATE TRIGGER admission_lift_no_delete BEFORE DELETE ON admission_lift
BEGIN SELECT RAISE(ABORT, 'admission_lift is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER admission_decision_append_only BEFORE UPDATE OR DELETE ON admission_decision
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER admission_evidence_append_only BEFORE UPDATE OR DELETE ON admission_evidence
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER admission_measure_append_only BEFORE UPDATE OR DELETE ON admission_measure
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER admission_lift_append_only BEFORE UPDATE OR DELETE ON admission_lift
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

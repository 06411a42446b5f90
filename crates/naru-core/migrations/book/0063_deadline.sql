-- Deadlines (추가점검): rules that make a requirement stricter by a date, whom they concern, checks
-- that were applied for, what participants answered, and extensions that two people decided.

CREATE TABLE deadline_rule (
    rule_id      TEXT   PRIMARY KEY,
    -- A class of institutions, or `listed`: those of deadline_member.
    class        TEXT   NOT NULL
        CHECK (class IN ('bank', 'e-finance', 'e-finance-assistant', 'fintech', 'listed')),
    -- The gate that must hold.
    requirement  TEXT   NOT NULL
        CHECK (requirement IN ('eligibility', 'functional', 'organisation', 'service', 'surety',
                               'contract')),
    title_ko     TEXT   NOT NULL,
    title_en     TEXT   NOT NULL,
    old_ko       TEXT   NOT NULL,
    old_en       TEXT   NOT NULL,
    new_ko       TEXT   NOT NULL,
    new_en       TEXT   NOT NULL,
    -- From when the new rule is in force, and before when it must be met.
    effective_at BIGINT NOT NULL,
    due_at       BIGINT NOT NULL CHECK (due_at >= effective_at),
    source       TEXT   NOT NULL
) {strict};

CREATE TABLE deadline_member (
    rule_id         TEXT   NOT NULL REFERENCES deadline_rule (rule_id),
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    PRIMARY KEY (rule_id, client_use_code)
) {by_key};

-- A check that was applied for, and when the inspector's slot ends; the last row counts. Without
-- `applied_at`: it was taken back.
CREATE TABLE deadline_booking (
    rule_id         TEXT   NOT NULL REFERENCES deadline_rule (rule_id),
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    revision        BIGINT NOT NULL CHECK (revision > 0),
    applied_at      BIGINT,
    slot_ends_at    BIGINT CHECK (slot_ends_at >= applied_at),
    recorded_at     BIGINT NOT NULL,
    recorded_by     TEXT   NOT NULL,
    CHECK (slot_ends_at IS NULL OR applied_at IS NOT NULL),
    PRIMARY KEY (rule_id, client_use_code, revision)
) {strict};

-- What a participant says: a ground for more time, until when, with which document. The words are
-- sealed.
CREATE TABLE deadline_answer (
    answer_id       TEXT    PRIMARY KEY,
    rule_id         TEXT    NOT NULL REFERENCES deadline_rule (rule_id),
    client_use_code TEXT    NOT NULL REFERENCES identity_institution (client_use_code),
    ground          TEXT    NOT NULL,
    asked_until     BIGINT  NOT NULL,
    sealed          {bytes} NOT NULL,
    sha256          {bytes},
    answered_at     BIGINT  NOT NULL,
    answered_by     TEXT    NOT NULL
) {strict};
CREATE INDEX deadline_answer_of ON deadline_answer (client_use_code, rule_id, answered_at);

CREATE TABLE deadline_extension (
    extension_id    TEXT   PRIMARY KEY,
    rule_id         TEXT   NOT NULL REFERENCES deadline_rule (rule_id),
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    ground          TEXT   NOT NULL,
    extended_until  BIGINT NOT NULL,
    decided_at      BIGINT NOT NULL,
    proposed_by     TEXT   NOT NULL,
    confirmed_by    TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};
CREATE INDEX deadline_extension_of ON deadline_extension (client_use_code, rule_id);

-- @sqlite
CREATE TRIGGER deadline_answer_no_update BEFORE UPDATE ON deadline_answer
BEGIN SELECT RAISE(ABORT, 'deadline_answer is append-only'); END;
CREATE TRIGGER deadline_answer_no_delete BEFORE DELETE ON deadline_answer
BEGIN SELECT RAISE(ABORT, 'deadline_answer is append-only'); END;
CREATE TRIGGER deadline_extension_no_update BEFORE UPDATE ON deadline_extension
BEGIN SELECT RAISE(ABORT, 'deadline_extension is append-only'); END;
CREATE TRIGGER deadline_extension_no_delete BEFORE DELETE ON deadline_extension
BEGIN SELECT RAISE(ABORT, 'deadline_extension is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER deadline_answer_append_only BEFORE UPDATE OR DELETE ON deadline_answer
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER deadline_extension_append_only BEFORE UPDATE OR DELETE ON deadline_extension
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

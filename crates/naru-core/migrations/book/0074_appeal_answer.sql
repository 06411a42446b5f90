-- The answer to an institution's word against a measure: one to each, by two people. The reason is
-- sealed as its proposal has it.

CREATE TABLE admission_appeal_answer (
    measure_id   TEXT    PRIMARY KEY REFERENCES admission_appeal (measure_id),
    proposal_id  TEXT    NOT NULL UNIQUE,
    ruling       TEXT    NOT NULL CHECK (ruling IN ('upheld', 'dismissed')),
    sealed       {bytes} NOT NULL,
    answered_at  BIGINT  NOT NULL,
    proposed_by  TEXT    NOT NULL,
    confirmed_by TEXT    NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};

-- @sqlite
CREATE TRIGGER admission_appeal_answer_no_update BEFORE UPDATE ON admission_appeal_answer
BEGIN SELECT RAISE(ABORT, 'admission_appeal_answer is append-only'); END;
CREATE TRIGGER admission_appeal_answer_no_delete BEFORE DELETE ON admission_appeal_answer
BEGIN SELECT RAISE(ABORT, 'admission_appeal_answer is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER admission_appeal_answer_append_only
BEFORE UPDATE OR DELETE ON admission_appeal_answer
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

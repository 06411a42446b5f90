-- What an insurer is called since it changed its name, as two people recorded it. Before that it is
-- called as its contracts have it.

CREATE TABLE surety_insurer_name (
    proposal_id  TEXT   PRIMARY KEY,
    insurer      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    named_at     BIGINT NOT NULL,
    proposed_by  TEXT   NOT NULL,
    confirmed_by TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};
CREATE INDEX surety_insurer_name_of ON surety_insurer_name (insurer, named_at);

-- @sqlite
CREATE TRIGGER surety_insurer_name_no_update BEFORE UPDATE ON surety_insurer_name
BEGIN SELECT RAISE(ABORT, 'surety_insurer_name is append-only'); END;
CREATE TRIGGER surety_insurer_name_no_delete BEFORE DELETE ON surety_insurer_name
BEGIN SELECT RAISE(ABORT, 'surety_insurer_name is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER surety_insurer_name_append_only BEFORE UPDATE OR DELETE ON surety_insurer_name
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

-- What the portfolio means for a standing: a grave weakness of a component in a system that serves
-- users, told at notice_at; from cut_at on the limits are cut, from stop_at on transfers stop, until
-- it is ended. Only added; an end is a row of its own.

CREATE TABLE admission_exposure (
    exposure_id     TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES admission_application (client_use_code),
    -- The system and its name, the package, the advisory: as the portfolio has them.
    system_id       TEXT   NOT NULL,
    system_name     TEXT   NOT NULL,
    package         TEXT   NOT NULL,
    advisory        TEXT   NOT NULL,
    notice_at       BIGINT NOT NULL,
    due_at          BIGINT NOT NULL,
    cut_at          BIGINT NOT NULL CHECK (cut_at >= notice_at AND cut_at >= due_at),
    stop_at         BIGINT NOT NULL CHECK (stop_at >= cut_at)
) {strict};
CREATE INDEX admission_exposure_institution ON admission_exposure (client_use_code, notice_at);
CREATE INDEX admission_exposure_system ON admission_exposure (system_id, notice_at);

CREATE TABLE admission_exposure_end (
    exposure_id TEXT   PRIMARY KEY REFERENCES admission_exposure (exposure_id),
    ended_at    BIGINT NOT NULL,
    -- gone: the portfolio has it no longer. replaced: its deadline changed, another row goes on.
    why         TEXT   NOT NULL CHECK (why IN ('gone', 'replaced'))
) {strict};

-- @sqlite
CREATE TRIGGER admission_exposure_no_update BEFORE UPDATE ON admission_exposure
BEGIN SELECT RAISE(ABORT, 'admission_exposure is append-only'); END;
CREATE TRIGGER admission_exposure_no_delete BEFORE DELETE ON admission_exposure
BEGIN SELECT RAISE(ABORT, 'admission_exposure is append-only'); END;
CREATE TRIGGER admission_exposure_end_no_update BEFORE UPDATE ON admission_exposure_end
BEGIN SELECT RAISE(ABORT, 'admission_exposure_end is append-only'); END;
CREATE TRIGGER admission_exposure_end_no_delete BEFORE DELETE ON admission_exposure_end
BEGIN SELECT RAISE(ABORT, 'admission_exposure_end is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER admission_exposure_append_only BEFORE UPDATE OR DELETE ON admission_exposure
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER admission_exposure_end_append_only BEFORE UPDATE OR DELETE ON admission_exposure_end
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

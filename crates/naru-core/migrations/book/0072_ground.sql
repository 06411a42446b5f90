-- Grounds on which more time is given: lists that take the place of the one that is shipped, each as
-- the file that it came in. None is ever changed. The highest version that two people released counts.

CREATE TABLE deadline_ground_list (
    version     BIGINT  PRIMARY KEY CHECK (version > 0),
    body        TEXT    NOT NULL,
    sha256      {bytes} NOT NULL,
    imported_at BIGINT  NOT NULL,
    imported_by TEXT    NOT NULL
) {strict};

CREATE TABLE deadline_ground_release (
    version      BIGINT PRIMARY KEY REFERENCES deadline_ground_list (version),
    released_at  BIGINT NOT NULL,
    proposed_by  TEXT   NOT NULL,
    confirmed_by TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};

-- @sqlite
CREATE TRIGGER deadline_ground_list_no_update BEFORE UPDATE ON deadline_ground_list
BEGIN SELECT RAISE(ABORT, 'deadline_ground_list is append-only'); END;
CREATE TRIGGER deadline_ground_list_no_delete BEFORE DELETE ON deadline_ground_list
BEGIN SELECT RAISE(ABORT, 'deadline_ground_list is append-only'); END;
CREATE TRIGGER deadline_ground_release_no_update BEFORE UPDATE ON deadline_ground_release
BEGIN SELECT RAISE(ABORT, 'deadline_ground_release is append-only'); END;
CREATE TRIGGER deadline_ground_release_no_delete BEFORE DELETE ON deadline_ground_release
BEGIN SELECT RAISE(ABORT, 'deadline_ground_release is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER deadline_ground_list_append_only BEFORE UPDATE OR DELETE ON deadline_ground_list
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER deadline_ground_release_append_only BEFORE UPDATE OR DELETE ON deadline_ground_release
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

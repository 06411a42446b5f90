-- Grounds on which more time is given: lists that take the place of the one that is shipped, each as
-- the file that it came in. The highest version counts; none is ever changed.

CREATE TABLE deadline_ground_list (
    version     BIGINT  PRIMARY KEY CHECK (version > 0),
    body        TEXT    NOT NULL,
    sha256      {bytes} NOT NULL,
    imported_at BIGINT  NOT NULL,
    imported_by TEXT    NOT NULL
) {strict};

-- @sqlite
CREATE TRIGGER deadline_ground_list_no_update BEFORE UPDATE ON deadline_ground_list
BEGIN SELECT RAISE(ABORT, 'deadline_ground_list is append-only'); END;
CREATE TRIGGER deadline_ground_list_no_delete BEFORE DELETE ON deadline_ground_list
BEGIN SELECT RAISE(ABORT, 'deadline_ground_list is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER deadline_ground_list_append_only BEFORE UPDATE OR DELETE ON deadline_ground_list
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

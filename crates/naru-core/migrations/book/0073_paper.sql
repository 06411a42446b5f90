-- Papers: which documents on file are kept themselves, sealed on the shelf of evidence. The document
-- is one of its institution alone: the same bytes from two institutions are two papers.

CREATE TABLE admission_paper (
    client_use_code TEXT    NOT NULL REFERENCES identity_institution (client_use_code),
    sha256          {bytes} NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('pdf', 'png', 'jpeg', 'text')),
    kept_at         BIGINT  NOT NULL,
    kept_by         TEXT    NOT NULL,
    PRIMARY KEY (client_use_code, sha256)
) {strict};

-- @sqlite
CREATE TRIGGER admission_paper_no_update BEFORE UPDATE ON admission_paper
BEGIN SELECT RAISE(ABORT, 'admission_paper is append-only'); END;
CREATE TRIGGER admission_paper_no_delete BEFORE DELETE ON admission_paper
BEGIN SELECT RAISE(ABORT, 'admission_paper is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER admission_paper_append_only BEFORE UPDATE OR DELETE ON admission_paper
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

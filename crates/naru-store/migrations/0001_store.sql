-- The store's own tables: what was migrated, the audit chain, jobs, and who may write.

CREATE TABLE schema_migration (
    name       TEXT PRIMARY KEY,
    checksum   TEXT NOT NULL,
    applied_at BIGINT NOT NULL
) {strict};

-- The audit trail. The business date leads the key so that closed days move out as a whole; it is
-- that of the commit, so a link and its records move together. `mark` is the head of a record's
-- hash: the link proves that something was changed, the mark points at the record.
CREATE TABLE audit_record (
    business_date BIGINT NOT NULL,
    seq           BIGINT NOT NULL,
    commit_no     BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    actor         TEXT   NOT NULL,
    action        TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    body          TEXT   NOT NULL,
    mark          BIGINT NOT NULL,
    PRIMARY KEY (business_date, seq)
) {by_day_and_key};
CREATE INDEX audit_record_subject ON audit_record (business_date, subject);

CREATE TABLE audit_link (
    business_date BIGINT NOT NULL,
    commit_no     BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    first_seq     BIGINT NOT NULL,
    record_count  BIGINT NOT NULL CHECK (record_count > 0),
    prev_hash     {bytes} NOT NULL,
    hash          {bytes} NOT NULL,
    PRIMARY KEY (business_date, commit_no)
) {by_day};
-- The order of the chain is that of its commits, whatever the clock did to the dates.
CREATE INDEX audit_link_in_order ON audit_link (commit_no);

-- Where the chain stands, sealed: shortening the tables above does not shorten this row, and
-- this row cannot be rewritten without the key.
CREATE TABLE audit_head (
    id        BIGINT PRIMARY KEY CHECK (id = 1),
    commit_no BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    hash      {bytes} NOT NULL,
    mac       {bytes} NOT NULL
) {strict};
-- @sqlite
INSERT INTO audit_head VALUES (1, 0, 0, zeroblob(32), zeroblob(32));
-- @end
-- @postgres
INSERT INTO audit_head VALUES (1, 0, 0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'));
-- @end

-- Signed statements of where the chain stood, for witnesses outside.
CREATE TABLE audit_checkpoint (
    commit_no BIGINT PRIMARY KEY,
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    hash      {bytes} NOT NULL,
    key_id    TEXT NOT NULL,
    signature {bytes} NOT NULL
) {strict};

-- Append-only is enforced here too, not only by the program.
-- @sqlite
CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END;
CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END;
CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link
BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
-- @end
-- @postgres
CREATE FUNCTION naru_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER audit_record_append_only BEFORE UPDATE OR DELETE ON audit_record
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

-- Counters of a great many keys: what each batch changed, until their own table takes it.
CREATE TABLE tally_log (
    id      BIGINT PRIMARY KEY,
    tally   TEXT NOT NULL,
    changed {bytes} NOT NULL
) {strict};

CREATE TABLE job (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    payload    TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    attempts   BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_error TEXT
) {strict};
CREATE INDEX job_due ON job (kind, due_at, id) WHERE state = 'waiting';
CREATE INDEX job_done ON job (updated_at) WHERE state = 'done';

-- Who may write (PostgreSQL; SQLite has a locked file). Each commit checks the epoch, so a writer
-- that was replaced cannot commit, and counts its turn, so that a COMMIT without an answer can be
-- looked up.
CREATE TABLE store_lease (
    id         BIGINT PRIMARY KEY CHECK (id = 1),
    holder     TEXT NOT NULL,
    epoch      BIGINT NOT NULL,
    turn       BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) {strict};
INSERT INTO store_lease VALUES (1, '', 0, 0, 0);

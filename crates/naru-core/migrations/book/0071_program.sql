-- Programs of the operator's and the inspectors' people: what each may ask for, who answers for it,
-- and the keyed hashes of its secrets. Nothing here is personal, nothing here is a secret.

CREATE TABLE program_program (
    program_id TEXT   PRIMARY KEY,
    name       TEXT   NOT NULL,
    -- Whoever answers for it: it may never more than this account, and dies with it.
    account_id TEXT   NOT NULL REFERENCES staff_account (id),
    -- Words of program::Scope, with blanks between.
    scopes     TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    made_by    TEXT   NOT NULL,
    until_at   BIGINT NOT NULL CHECK (until_at > made_at),
    ended_at   BIGINT,
    ended_by   TEXT
) {strict};
CREATE INDEX program_program_made ON program_program (made_at, program_id);

-- At most two live at once, so that one can be replaced.
CREATE TABLE program_secret (
    program_id TEXT    NOT NULL REFERENCES program_program (program_id),
    hash       {bytes} NOT NULL,
    made_at    BIGINT  NOT NULL,
    until_at   BIGINT,
    PRIMARY KEY (program_id, hash)
) {by_key};

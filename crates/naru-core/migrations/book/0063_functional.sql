-- The functional test. A sandbox is a book of its own: it is one from its birth, and the book of
-- production never becomes one. In a sandbox: tenants, their runs, and the calls that were seen.
-- In the book of production: the signed records. No table here holds anything personal.

CREATE TABLE functional_sandbox (
    only_one  BIGINT PRIMARY KEY CHECK (only_one = 1),
    bank_code TEXT   NOT NULL,
    born_at   BIGINT NOT NULL
) {strict};

-- A tenant calls under a code of its own, which begins with T.
CREATE TABLE functional_tenant (
    tenant    TEXT   PRIMARY KEY REFERENCES identity_institution (client_use_code)
        CHECK (substr(tenant, 1, 1) = 'T'),
    applicant TEXT   NOT NULL UNIQUE,
    opened_at BIGINT NOT NULL,
    opened_by TEXT   NOT NULL,
    -- From then on its credentials open nothing.
    closes_at BIGINT NOT NULL
) {strict};

CREATE TABLE functional_run (
    run_id   TEXT   PRIMARY KEY,
    tenant   TEXT   NOT NULL REFERENCES functional_tenant (tenant),
    -- name@version
    list     TEXT   NOT NULL,
    begun_at BIGINT NOT NULL,
    begun_by TEXT   NOT NULL,
    ended_at BIGINT
) {strict};
CREATE UNIQUE INDEX functional_run_open ON functional_run (tenant) WHERE ended_at IS NULL;

-- What a tenant's client did, as seen on the wire. Accounts and users are keyed hashes.
CREATE TABLE functional_call (
    run_id       TEXT   NOT NULL REFERENCES functional_run (run_id),
    call_id      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    endpoint     TEXT   NOT NULL,
    token        TEXT   NOT NULL,
    is_dead      BIGINT NOT NULL CHECK (is_dead IN (0, 1)),
    code         TEXT   NOT NULL,
    clock        BIGINT,
    wish         TEXT   NOT NULL,
    user_hash    TEXT   NOT NULL,
    cursor_sent  TEXT   NOT NULL,
    cursor_given TEXT   NOT NULL,
    items        TEXT   NOT NULL,
    PRIMARY KEY (run_id, at, call_id)
) {by_key};

CREATE TABLE functional_record (
    run_id     TEXT    PRIMARY KEY,
    applicant  TEXT    NOT NULL REFERENCES identity_institution (client_use_code),
    list       TEXT    NOT NULL,
    closed_at  BIGINT  NOT NULL,
    expires_at BIGINT  NOT NULL CHECK (expires_at > closed_at),
    is_passed  BIGINT  NOT NULL CHECK (is_passed IN (0, 1)),
    -- The file, and its hash: the same as the evidence's.
    body       TEXT    NOT NULL,
    sha256     {bytes} NOT NULL UNIQUE
) {strict};
CREATE INDEX functional_record_applicant ON functional_record (applicant, closed_at);

-- Banks, institutions, their credentials and tokens; persons, and who they are at each institution.
-- Personal columns are sealed with a key per person; they are found by keyed hash.

-- Rules are data with a source: the newest row whose valid_from has come applies.
CREATE TABLE policy_parameter (
    name       TEXT   NOT NULL,
    valid_from BIGINT NOT NULL,
    value      BIGINT NOT NULL,
    source     TEXT   NOT NULL,
    PRIMARY KEY (name, valid_from)
) {by_key};

-- The same, for one institution: its contract.
CREATE TABLE policy_override (
    client_use_code TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    valid_from      BIGINT NOT NULL,
    value           BIGINT NOT NULL,
    source          TEXT   NOT NULL,
    PRIMARY KEY (client_use_code, name, valid_from)
) {by_key};

CREATE TABLE identity_institution (
    client_use_code TEXT PRIMARY KEY,
    name_ko         TEXT NOT NULL,
    name_en         TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    active          BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at      BIGINT NOT NULL
) {strict};

CREATE TABLE identity_client (
    client_id       TEXT PRIMARY KEY,
    client_use_code TEXT NOT NULL REFERENCES identity_institution (client_use_code),
    -- Where codes may be sent; several stand with spaces between.
    redirect_uri    TEXT NOT NULL,
    active          BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at      BIGINT NOT NULL
) {strict};

-- Random secrets are stored as keyed hashes. Two may live at once, so that one can be replaced.
CREATE TABLE identity_secret (
    client_id   TEXT NOT NULL REFERENCES identity_client (client_id),
    secret_hash {bytes} NOT NULL,
    created_at  BIGINT NOT NULL,
    until       BIGINT,
    PRIMARY KEY (client_id, secret_hash)
) {by_key};

-- Contract accounts (약정 계좌/계정): where withdrawals are collected, where deposits are paid from.
-- Not personal.
CREATE TABLE identity_contract (
    client_use_code TEXT NOT NULL REFERENCES identity_institution (client_use_code),
    account_type    TEXT NOT NULL CHECK (account_type IN ('N', 'C')),
    account_num     TEXT NOT NULL,
    purpose         TEXT NOT NULL CHECK (purpose IN ('withdraw', 'deposit', 'fee')),
    bank_code       TEXT NOT NULL,
    holder_name     TEXT NOT NULL,
    -- Keyed hash of what a deposit has to say to be paid from it (입금이체용 암호문구).
    pass_phrase     {bytes},
    PRIMARY KEY (client_use_code, account_type, account_num)
) {by_key};

CREATE TABLE identity_bank (
    bank_code  TEXT PRIMARY KEY,
    name_ko    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    base_url   TEXT NOT NULL,
    public_key TEXT NOT NULL,
    active     BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL
) {strict};

CREATE TABLE identity_token (
    token_id        TEXT PRIMARY KEY,
    client_use_code TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    issued_at       BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL,
    revoked_at      BIGINT,
    -- Of a three-legged token: the user, and the authorization it came from.
    user_seq_no     TEXT,
    family          TEXT,
    CHECK ((user_seq_no IS NULL) = (family IS NULL))
) {strict};
CREATE INDEX identity_token_user ON identity_token (client_use_code, user_seq_no)
    WHERE user_seq_no IS NOT NULL AND revoked_at IS NULL;

-- A person is the keyed hash of the CI (연계정보). Destroying sealed_key erases the person.
CREATE TABLE identity_person (
    person     {bytes} PRIMARY KEY,
    sealed_key {bytes},
    created_at BIGINT NOT NULL
) {strict};

-- Rows are long (sealed columns): a tree keyed by them would hold only a few to a page, and be deep.
CREATE TABLE identity_user (
    client_use_code TEXT NOT NULL,
    user_seq_no     TEXT NOT NULL,
    person          {bytes} NOT NULL REFERENCES identity_person (person),
    sealed          {bytes} NOT NULL,
    -- Until when the institution may be told who the user is.
    login_agreed_at BIGINT,
    login_until     BIGINT,
    created_at      BIGINT NOT NULL,
    -- A user who has left (탈퇴). The number is never given again; the person may come back under
    -- a new one.
    closed_at       BIGINT,
    PRIMARY KEY (client_use_code, user_seq_no)
) {strict};
CREATE UNIQUE INDEX identity_user_person ON identity_user (client_use_code, person)
    WHERE closed_at IS NULL;
CREATE INDEX identity_user_ending ON identity_user (login_until, client_use_code, user_seq_no)
    WHERE closed_at IS NULL AND login_until IS NOT NULL;

-- What a user agreed to, for one account at one institution.
CREATE TABLE identity_account (
    client_use_code    TEXT NOT NULL,
    user_seq_no        TEXT NOT NULL,
    bank_code          TEXT NOT NULL,
    account            {bytes} NOT NULL,
    fintech_use_num    TEXT NOT NULL UNIQUE,
    -- The number; and the alias, the holder's name and the like.
    sealed             {bytes} NOT NULL,
    sealed_details     {bytes},
    inquiry_agreed_at  BIGINT,
    inquiry_until      BIGINT,
    transfer_agreed_at BIGINT,
    transfer_until     BIGINT,
    created_at         BIGINT NOT NULL,
    -- Taken off by the user or the institution; registered again, it has the same handle.
    cancelled_at       BIGINT,
    PRIMARY KEY (client_use_code, user_seq_no, bank_code, account),
    FOREIGN KEY (client_use_code, user_seq_no)
        REFERENCES identity_user (client_use_code, user_seq_no)
) {strict};
CREATE INDEX identity_account_inquiry_ending ON identity_account (inquiry_until, fintech_use_num)
    WHERE cancelled_at IS NULL AND inquiry_until IS NOT NULL;
CREATE INDEX identity_account_transfer_ending ON identity_account (transfer_until, fintech_use_num)
    WHERE cancelled_at IS NULL AND transfer_until IS NOT NULL;

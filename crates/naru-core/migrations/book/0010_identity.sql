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

-- Random secrets are stored as keyed hashes. Two may live at once, so that one can be replaced.
CREATE TABLE identity_client (
    client_id       TEXT PRIMARY KEY,
    client_use_code TEXT NOT NULL REFERENCES identity_institution (client_use_code),
    secret_hash     {bytes} NOT NULL,
    redirect_uri    TEXT NOT NULL,
    active          BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at      BIGINT NOT NULL
) {strict};

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
    revoked_at      BIGINT
) {strict};

-- A person is the keyed hash of the CI (연계정보). Destroying sealed_key erases the person.
CREATE TABLE identity_person (
    person     {bytes} PRIMARY KEY,
    sealed_key {bytes},
    created_at BIGINT NOT NULL
) {strict};

CREATE TABLE identity_user (
    client_use_code TEXT NOT NULL,
    user_seq_no     TEXT NOT NULL,
    person          {bytes} NOT NULL REFERENCES identity_person (person),
    sealed          {bytes} NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (client_use_code, user_seq_no)
) {by_key};
CREATE UNIQUE INDEX identity_user_person ON identity_user (client_use_code, person);

-- What a user agreed to, for one account at one institution.
CREATE TABLE identity_account (
    client_use_code  TEXT NOT NULL,
    user_seq_no      TEXT NOT NULL,
    bank_code        TEXT NOT NULL,
    account          {bytes} NOT NULL,
    fintech_use_num  TEXT NOT NULL UNIQUE,
    sealed           {bytes} NOT NULL,
    inquiry_until    BIGINT,
    transfer_until   BIGINT,
    created_at       BIGINT NOT NULL,
    PRIMARY KEY (client_use_code, user_seq_no, bank_code, account),
    FOREIGN KEY (client_use_code, user_seq_no)
        REFERENCES identity_user (client_use_code, user_seq_no)
) {by_key};

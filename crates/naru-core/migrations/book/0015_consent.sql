-- What users authorized: grants, the codes and refresh tokens by which clients use them, the pages
-- under way, and the commands about accounts that institutions sent.
-- What a user agreed to for which account stands in identity_user and identity_account.

-- One authorization of a user for a client (a family of tokens). Revoked, everything from it ends.
CREATE TABLE consent_grant (
    family          TEXT PRIMARY KEY,
    client_id       TEXT NOT NULL,
    client_use_code TEXT NOT NULL,
    user_seq_no     TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    revoked_at      BIGINT,
    revoked_why     TEXT CHECK (revoked_why IN ('reuse', 'unlink', 'close', 'user')),
    CHECK ((revoked_at IS NULL) = (revoked_why IS NULL))
) {strict};
CREATE INDEX consent_grant_user ON consent_grant (client_use_code, user_seq_no);

-- Codes and refresh tokens are random and stored as keyed hashes. Each is used once.
CREATE TABLE consent_code (
    code_hash    {bytes} PRIMARY KEY,
    family       TEXT NOT NULL REFERENCES consent_grant (family),
    redirect_uri TEXT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT
) {strict};

CREATE TABLE consent_refresh (
    token_hash {bytes} PRIMARY KEY,
    family     TEXT NOT NULL REFERENCES consent_grant (family),
    issued_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
) {strict};

-- A person on the consent pages. What is known of the person so far is sealed with the data key;
-- the row goes when the pages are left.
CREATE TABLE consent_journey (
    token_hash {bytes} PRIMARY KEY,
    stage      TEXT NOT NULL CHECK (stage IN ('identify', 'code', 'choose')),
    sealed     {bytes} NOT NULL,
    code_hash  {bytes},
    code_until BIGINT NOT NULL,
    failures   BIGINT NOT NULL CHECK (failures >= 0),
    sent       BIGINT NOT NULL CHECK (sent >= 0),
    expires_at BIGINT NOT NULL
) {strict};
CREATE INDEX consent_journey_expiry ON consent_journey (expires_at);

-- Ids of commands about accounts (/user/register, /account/cancel, ...): each is carried out once.
CREATE TABLE consent_command (
    business_date   BIGINT NOT NULL,
    bank_tran_id    TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL CHECK (substr(bank_tran_id, 1, 10) = client_use_code),
    kind            TEXT   NOT NULL CHECK (kind IN ('register', 'update', 'cancel')),
    at              BIGINT NOT NULL,
    PRIMARY KEY (business_date, bank_tran_id)
) {by_day_and_key};

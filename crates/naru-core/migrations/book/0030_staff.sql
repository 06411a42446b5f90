-- People who work with Naru: accounts, single-use enrolment links, sessions.
-- Tokens are stored as SHA-256 only; names and TOTP secrets are sealed with the data key.

CREATE TABLE staff_account (
    id            TEXT PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE,
    name_sealed   {bytes} NOT NULL,
    role          TEXT NOT NULL
        CHECK (role IN ('operator', 'security-desk', 'auditor', 'administrator')),
    state         TEXT NOT NULL CHECK (state IN ('pending', 'active', 'closed')),
    password_hash TEXT NOT NULL,
    totp_sealed   {bytes} NOT NULL,
    totp_step     BIGINT NOT NULL,
    failures      BIGINT NOT NULL CHECK (failures >= 0),
    locked_until  BIGINT NOT NULL,
    created_at    BIGINT NOT NULL
) {strict};

CREATE TABLE staff_enrolment (
    token_hash {bytes} PRIMARY KEY,
    role       TEXT NOT NULL
        CHECK (role IN ('operator', 'security-desk', 'auditor', 'administrator')),
    invited_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    account_id TEXT,
    used_at    BIGINT
) {strict};

-- stage 'code': the password was right, the one-time code is awaited.
CREATE TABLE staff_session (
    token_hash {bytes} PRIMARY KEY,
    account_id TEXT NOT NULL,
    stage      TEXT NOT NULL CHECK (stage IN ('code', 'full')),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) {strict};
CREATE INDEX staff_session_account ON staff_session (account_id);
CREATE INDEX staff_session_expiry ON staff_session (expires_at);

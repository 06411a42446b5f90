-- People who work with Naru: accounts, single-use enrolment links, sessions.
-- Tokens are stored as SHA-256 only; names and TOTP secrets are sealed with the data key.

CREATE TABLE staff_account (
    id            TEXT PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE,
    name_sealed   {bytes} NOT NULL,
    role          TEXT NOT NULL
        CHECK (role IN ('operator', 'security-desk', 'inspector', 'legal', 'regulator',
            'bank', 'fintech', 'insurer', 'auditor', 'administrator')),
    -- 'network', or the participant that the role is held for: 'bank:901'.
    scope         TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('pending', 'active', 'reset', 'closed')),
    password_hash TEXT NOT NULL,
    totp_sealed   {bytes} NOT NULL,
    totp_step     BIGINT NOT NULL,
    failures      BIGINT NOT NULL CHECK (failures >= 0),
    locked_until  BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    -- The last login.
    entered_at    BIGINT
) {strict};

CREATE TABLE staff_enrolment (
    token_hash {bytes} PRIMARY KEY,
    role       TEXT NOT NULL
        CHECK (role IN ('operator', 'security-desk', 'inspector', 'legal', 'regulator',
            'bank', 'fintech', 'insurer', 'auditor', 'administrator')),
    scope      TEXT NOT NULL,
    invited_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    account_id TEXT,
    used_at    BIGINT,
    -- The second half, handed over by another person than the link. NULL: none is asked for.
    code_hash  {bytes},
    tries      BIGINT NOT NULL CHECK (tries >= 0)
) {strict};

-- stage 'code': the password was right, the one-time code is awaited.
CREATE TABLE staff_session (
    token_hash {bytes} PRIMARY KEY,
    account_id TEXT NOT NULL,
    stage      TEXT NOT NULL CHECK (stage IN ('code', 'full')),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    -- When a one-time code was last given: dangerous deeds want a fresh one.
    proved_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) {strict};
CREATE INDEX staff_session_account ON staff_session (account_id);
CREATE INDEX staff_session_expiry ON staff_session (expires_at);

-- Links for people who lost their second factor, or all of it. An account in state 'reset' opens
-- only by one of these, with the code that another person hands over.
CREATE TABLE staff_recovery (
    token_hash    {bytes} PRIMARY KEY,
    account_id    TEXT NOT NULL,
    -- 'second-factor': the person still knows the password. 'account': sets a new one too.
    mode          TEXT NOT NULL CHECK (mode IN ('second-factor', 'account')),
    code_hash     {bytes} NOT NULL,
    tries         BIGINT NOT NULL CHECK (tries >= 0),
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    password_hash TEXT,
    totp_sealed   {bytes},
    used_at       BIGINT
) {strict};
CREATE INDEX staff_recovery_account ON staff_recovery (account_id);

-- Keys that people's authenticators keep (WebAuthn), beside the one-time code. What the person
-- calls a key is sealed; the public key and the authenticator's id of it are no secrets.
CREATE TABLE staff_passkey (
    id            TEXT PRIMARY KEY,
    account_id    TEXT NOT NULL,
    credential    {bytes} NOT NULL UNIQUE,
    -- The host that the key was made for: it answers for no other.
    relying_party TEXT NOT NULL,
    algorithm     TEXT NOT NULL CHECK (algorithm IN ('es256', 'eddsa')),
    public_key    {bytes} NOT NULL,
    -- 0 stays 0 for keys that do not count; otherwise it rises with each answer.
    counter       BIGINT NOT NULL CHECK (counter >= 0),
    name_sealed   {bytes} NOT NULL,
    created_at    BIGINT NOT NULL,
    used_at       BIGINT
) {strict};
CREATE INDEX staff_passkey_account ON staff_passkey (account_id);

-- What a session's authenticator is to sign: one for each purpose, gone with its first answer.
CREATE TABLE staff_challenge (
    session_hash {bytes} NOT NULL,
    purpose      TEXT NOT NULL CHECK (purpose IN ('add', 'enter', 'prove')),
    challenge    {bytes} NOT NULL,
    expires_at   BIGINT NOT NULL,
    PRIMARY KEY (session_hash, purpose)
) {strict};
CREATE INDEX staff_challenge_expiry ON staff_challenge (expires_at);

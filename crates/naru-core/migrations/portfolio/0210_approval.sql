-- What may be used at all: requests, what speaks against each, and what the offices said.

CREATE TABLE oss_approval (
    id              TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL,
    -- The package in the version asked about; it need not be in use yet.
    purl            TEXT   NOT NULL,
    ecosystem       TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    version         TEXT   NOT NULL,
    -- Which versions: conditions, or empty for that version only.
    versions        TEXT   NOT NULL,
    purpose         TEXT   NOT NULL,
    fit             TEXT   NOT NULL,
    alternatives    TEXT   NOT NULL,
    origin          TEXT   NOT NULL,
    licence         TEXT   NOT NULL,
    until_at        BIGINT NOT NULL CHECK (until_at > asked_at),
    class           TEXT   NOT NULL CHECK (class IN ('quick', 'low', 'medium', 'high')),
    -- The offices that must say yes, in their order.
    offices         TEXT   NOT NULL,
    -- What was known when it was asked, as JSON.
    report          TEXT   NOT NULL,
    -- By which data it was last looked at: SHA-256 of the file, hexadecimal.
    seen            TEXT   NOT NULL,
    round           BIGINT NOT NULL CHECK (round > 0),
    asked_at        BIGINT NOT NULL,
    asked_by        TEXT   NOT NULL,
    standing        TEXT   NOT NULL CHECK (standing IN
        ('asked', 'approved', 'reopened', 'refused', 'withdrawn', 'lapsed')),
    since           BIGINT NOT NULL,
    -- Up to which round whoever asked and the offices were told.
    told            BIGINT NOT NULL CHECK (told > 0)
) {strict};
CREATE INDEX oss_approval_package ON oss_approval (ecosystem, name, id);
CREATE INDEX oss_approval_owner ON oss_approval (client_use_code, since, id);
CREATE INDEX oss_approval_until ON oss_approval (until_at, id);
CREATE INDEX oss_approval_untold ON oss_approval (id) WHERE told < round;

-- What speaks against it; settled once.
CREATE TABLE oss_approval_issue (
    approval_id TEXT   NOT NULL REFERENCES oss_approval (id),
    seq         BIGINT NOT NULL CHECK (seq > 0),
    kind        TEXT   NOT NULL CHECK (kind IN ('advisory', 'record-unknown', 'unmaintained',
        'ended', 'inactive', 'activity-unknown', 'licence-unknown', 'licence-reach', 'unsigned')),
    subject     TEXT   NOT NULL,
    grade       TEXT   NOT NULL
        CHECK (grade IN ('none', 'low', 'medium', 'high', 'critical', 'exploited')),
    state       TEXT   NOT NULL CHECK (state IN ('open', 'resolved', 'accepted')),
    note        TEXT   NOT NULL,
    by_staff    TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (approval_id, seq)
) {by_key};

-- What each office said; once in a round, and nobody twice.
CREATE TABLE oss_approval_vote (
    approval_id TEXT   NOT NULL REFERENCES oss_approval (id),
    round       BIGINT NOT NULL CHECK (round > 0),
    office      TEXT   NOT NULL CHECK (office IN ('security', 'manager', 'legal', 'board')),
    by_staff    TEXT   NOT NULL,
    yes         BIGINT NOT NULL CHECK (yes IN (0, 1)),
    note        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (approval_id, round, office),
    UNIQUE (approval_id, round, by_staff)
) {by_key};

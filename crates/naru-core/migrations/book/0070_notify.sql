-- Notices: what somebody has to be told, to whom, and whether it arrived. What a notice says, and
-- where people are reached, is sealed with the data key.

-- Where a party hears. An inbox needs no row: a row only sets from which severity on.
CREATE TABLE notify_contact (
    id                    TEXT PRIMARY KEY,
    party                 TEXT NOT NULL,
    channel               TEXT NOT NULL CHECK (channel IN ('inbox', 'webhook', 'email')),
    -- 1 info, 2 warning, 3 urgent, 4 critical.
    severity_min          BIGINT NOT NULL CHECK (severity_min BETWEEN 1 AND 4),
    lang                  TEXT NOT NULL CHECK (lang IN ('ko', 'en')),
    sealed_address        {bytes},
    -- A webhook signs with its secret, and for a while with the one before.
    sealed_secret         {bytes},
    sealed_secret_earlier {bytes},
    earlier_secret_until  BIGINT,
    created_at            BIGINT NOT NULL,
    closed_at             BIGINT,
    CHECK ((channel = 'inbox') = (sealed_address IS NULL)),
    CHECK ((channel = 'webhook') = (sealed_secret IS NOT NULL)),
    CHECK ((sealed_secret_earlier IS NULL) = (earlier_secret_until IS NULL))
) {strict};
CREATE INDEX notify_contact_party ON notify_contact (party, id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX notify_contact_inbox ON notify_contact (party)
    WHERE closed_at IS NULL AND channel = 'inbox';

-- How far the sweeps that tell of coming ends have come: what ends after this was not looked at.
CREATE TABLE notify_mark (
    sweep    TEXT PRIMARY KEY,
    until_at BIGINT NOT NULL,
    last_key TEXT NOT NULL
) {strict};

-- One event is one notice, however often it is enqueued.
CREATE TABLE notify_message (
    id         TEXT PRIMARY KEY,
    event      TEXT NOT NULL UNIQUE,
    topic      TEXT NOT NULL CHECK (topic IN
        ('incident', 'consent', 'credential', 'oss', 'deadline', 'delivery', 'account', 'claim', 'gates')),
    severity   BIGINT NOT NULL CHECK (severity BETWEEN 1 AND 4),
    status     TEXT NOT NULL CHECK (status IN ('actual', 'exercise')),
    sealed     {bytes} NOT NULL,
    created_at BIGINT NOT NULL
) {strict};

CREATE TABLE notify_delivery (
    id              TEXT PRIMARY KEY,
    message_id      TEXT NOT NULL REFERENCES notify_message (id),
    party           TEXT NOT NULL,
    channel         TEXT NOT NULL CHECK (channel IN ('inbox', 'webhook', 'email')),
    -- The contact; of an inbox, the party.
    recipient       TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN
        ('queued', 'failed', 'delivered', 'read', 'acknowledged', 'given-up')),
    attempts        BIGINT NOT NULL CHECK (attempts >= 0),
    next_attempt_at BIGINT,
    last_error      TEXT,
    created_at      BIGINT NOT NULL,
    delivered_at    BIGINT,
    read_at         BIGINT,
    read_by         TEXT,
    acknowledged_at BIGINT,
    acknowledged_by TEXT,
    UNIQUE (message_id, recipient, channel),
    CHECK ((state IN ('queued', 'failed')) = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'acknowledged') = (acknowledged_at IS NOT NULL)),
    CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
) {strict};
CREATE INDEX notify_delivery_due ON notify_delivery (next_attempt_at, id)
    WHERE next_attempt_at IS NOT NULL;
CREATE INDEX notify_delivery_inbox ON notify_delivery (party, id) WHERE channel = 'inbox';
CREATE INDEX notify_delivery_unread ON notify_delivery (party)
    WHERE channel = 'inbox' AND state = 'delivered';
CREATE INDEX notify_delivery_out ON notify_delivery (id) WHERE channel <> 'inbox';
CREATE INDEX notify_delivery_given_up ON notify_delivery (id) WHERE state = 'given-up';

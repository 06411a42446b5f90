-- What crosses the border of the R&D zone (망분리 예외): who wanted what to cross, what was found in
-- it, who approved, and when it did. The content itself is never kept, nor anything that was found.

CREATE TABLE oss_crossing (
    id           TEXT   PRIMARY KEY,
    -- Of the file: counts them in the order of their coming.
    seq          BIGINT NOT NULL UNIQUE,
    direction    TEXT   NOT NULL CHECK (direction IN ('in', 'out')),
    mode         TEXT   NOT NULL CHECK (mode IN ('none', 'pseudonymised')),
    -- Masked where it is a find itself.
    file_name    TEXT   NOT NULL,
    size_bytes   BIGINT NOT NULL CHECK (size_bytes >= 0),
    sha256       {bytes} NOT NULL,
    purpose      TEXT   NOT NULL,
    -- Of a pseudonymised dataset: its registration, and how it was pseudonymised.
    registration TEXT   NOT NULL,
    method       TEXT   NOT NULL,
    verdict      TEXT   NOT NULL CHECK (verdict IN ('clean', 'registered', 'broken', 'unjudged')),
    -- Finds by kind, and the places of the first of them, masked, as JSON.
    report       TEXT   NOT NULL,
    asked_at     BIGINT NOT NULL,
    asked_by     TEXT   NOT NULL,
    standing     TEXT   NOT NULL CHECK (standing IN
        ('blocked', 'asked', 'approved', 'refused', 'withdrawn', 'lapsed', 'crossed')),
    until_at     BIGINT NOT NULL,
    since        BIGINT NOT NULL,
    CHECK ((mode = 'pseudonymised') = (registration <> '')),
    CHECK (standing = 'blocked' OR verdict IN ('clean', 'registered'))
) {strict};
CREATE INDEX oss_crossing_since ON oss_crossing (since, id);

-- What each of the two said.
CREATE TABLE oss_crossing_vote (
    crossing_id TEXT   NOT NULL REFERENCES oss_crossing (id),
    by_staff    TEXT   NOT NULL,
    role        TEXT   NOT NULL,
    yes         BIGINT NOT NULL CHECK (yes IN (0, 1)),
    note        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (crossing_id, by_staff)
) {by_key};

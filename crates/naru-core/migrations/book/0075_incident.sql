-- Incidents and their timelines. What people wrote is sealed with the data key.

CREATE TABLE incident_case (
    id           TEXT PRIMARY KEY,
    state        TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    -- 1 is the gravest.
    grade        BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 4),
    status       TEXT NOT NULL CHECK (status IN ('actual', 'exercise')),
    sealed_title {bytes} NOT NULL,
    opened_by    TEXT NOT NULL,
    opened_at    BIGINT NOT NULL,
    closed_at    BIGINT,
    entries      BIGINT NOT NULL CHECK (entries >= 0),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) {strict};
CREATE INDEX incident_case_open ON incident_case (id) WHERE state = 'open';

CREATE TABLE incident_entry (
    incident_id TEXT NOT NULL REFERENCES incident_case (id),
    number      BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    by_staff    TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('opened', 'note', 'regraded', 'closed')),
    grade       BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 4),
    sealed_text {bytes} NOT NULL,
    PRIMARY KEY (incident_id, number)
) {by_key};

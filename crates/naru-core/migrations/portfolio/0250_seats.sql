-- A change of who fills an office lapses when nobody confirms it in time, as other proposals do.
CREATE TABLE oss_seat_next (
    id          TEXT   PRIMARY KEY,
    office      TEXT   NOT NULL CHECK (office IN ('security', 'manager', 'legal', 'board')),
    role        TEXT   NOT NULL,
    source      TEXT   NOT NULL,
    proposed_at BIGINT NOT NULL,
    proposed_by TEXT   NOT NULL,
    expires_at  BIGINT NOT NULL,
    standing    TEXT   NOT NULL
        CHECK (standing IN ('proposed', 'confirmed', 'refused', 'withdrawn', 'lapsed')),
    decided_at  BIGINT,
    decided_by  TEXT,
    sealed_why  {bytes},
    told        BIGINT NOT NULL DEFAULT 1 CHECK (told IN (0, 1)),
    CHECK ((standing = 'proposed') = (decided_at IS NULL)),
    CHECK (decided_by IS NULL OR (decided_by = proposed_by) = (standing = 'withdrawn')
        OR decided_by = 'system:shipped')
) {strict};
INSERT INTO oss_seat_next (id, office, role, source, proposed_at, proposed_by, expires_at, standing,
        decided_at, decided_by, sealed_why, told)
    SELECT id, office, role, source, proposed_at, proposed_by, proposed_at + 86400000000, standing,
        decided_at, decided_by, sealed_why, told
    FROM oss_seat;
DROP TABLE oss_seat;
ALTER TABLE oss_seat_next RENAME TO oss_seat;
CREATE INDEX oss_seat_office ON oss_seat (office, decided_at);

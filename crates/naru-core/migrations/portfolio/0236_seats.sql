-- Who fills which office of approvals: rows with a source. The newest that another person confirmed
-- counts; nothing is overwritten.

CREATE TABLE oss_seat (
    id          TEXT   PRIMARY KEY,
    office      TEXT   NOT NULL CHECK (office IN ('security', 'manager', 'legal', 'board')),
    role        TEXT   NOT NULL,
    source      TEXT   NOT NULL,
    proposed_at BIGINT NOT NULL,
    proposed_by TEXT   NOT NULL,
    standing    TEXT   NOT NULL CHECK (standing IN ('proposed', 'confirmed', 'refused')),
    decided_at  BIGINT,
    decided_by  TEXT,
    CHECK ((standing = 'proposed') = (decided_at IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by OR decided_by = 'system:shipped')
) {strict};
CREATE INDEX oss_seat_office ON oss_seat (office, decided_at);

INSERT INTO oss_seat (id, office, role, source, proposed_at, proposed_by, standing, decided_at,
    decided_by) VALUES
    ('shipped-1', 'security', 'security-desk', 'Naru: as shipped', 0, 'system:shipped',
        'confirmed', 0, 'system:shipped'),
    ('shipped-2', 'manager', 'operator', 'Naru: as shipped', 0, 'system:shipped',
        'confirmed', 0, 'system:shipped'),
    ('shipped-3', 'legal', 'legal', 'Naru: as shipped', 0, 'system:shipped',
        'confirmed', 0, 'system:shipped'),
    ('shipped-4', 'board', 'inspector', 'Naru: as shipped', 0, 'system:shipped',
        'confirmed', 0, 'system:shipped');

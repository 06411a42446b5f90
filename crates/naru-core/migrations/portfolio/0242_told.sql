-- Whoever asked is told what was decided: of a crossing too, with who took it across.

-- `told`: 0 while that is still to be told.
ALTER TABLE oss_crossing ADD COLUMN told BIGINT NOT NULL DEFAULT 1;
-- Who recorded that it was taken across; empty if it was not, or if that was not written down.
ALTER TABLE oss_crossing ADD COLUMN crossed_by TEXT NOT NULL DEFAULT '';
CREATE INDEX oss_crossing_told ON oss_crossing (seq) WHERE told = 0;

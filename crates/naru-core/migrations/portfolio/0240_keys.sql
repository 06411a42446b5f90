-- What a finding writes: everybody's lists are put together from the institutions' own, so they need
-- no keys of theirs. Within a grade what a live system has comes before what others have.

DROP INDEX oss_finding_priority;
DROP INDEX oss_finding_due;
DROP INDEX oss_finding_found;
DROP INDEX oss_finding_grave_due;
DROP INDEX oss_finding_grave_found;
DROP INDEX oss_finding_owner_grave_due;
DROP INDEX oss_finding_owner_grave_found;

UPDATE oss_finding SET priority = priority + 500000
    WHERE system_id IN (SELECT id FROM oss_system WHERE duty = 'live');
UPDATE oss_system SET worst = worst + 500000 WHERE duty = 'live' AND open_count > 0;

-- By rank: the grade, and in it internal before live.
CREATE INDEX oss_finding_owner_grave_due
    ON oss_finding (client_use_code, (priority / 500000), due_at, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_owner_grave_found
    ON oss_finding (client_use_code, (priority / 500000), found_at DESC, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;

-- The next deadline that a system is listed with leaves out findings that an approved stance puts
-- off: where there is one, it is looked up anew.
INSERT INTO oss_recount (system_id)
    SELECT DISTINCT system_id FROM oss_stance WHERE standing = 'approved'
    ON CONFLICT DO NOTHING;

-- What tools found: imports by the hash of their file, findings by fingerprint over re-runs, and
-- which items of the checklists an import speaks to. The files themselves lie on a shelf of their
-- own, sealed, under their hash.

CREATE TABLE admission_scan (
    client_use_code TEXT    NOT NULL REFERENCES admission_application (client_use_code),
    -- kind:name:version; empty for the institution as a whole.
    service         TEXT    NOT NULL,
    sha256          {bytes} NOT NULL,
    format          TEXT    NOT NULL,
    tool            TEXT    NOT NULL,
    tool_version    TEXT    NOT NULL,
    -- Tool, targets and scope: runs with the same are runs of the same thing.
    run             {bytes} NOT NULL,
    size_bytes      BIGINT  NOT NULL CHECK (size_bytes >= 0),
    observed_at     BIGINT  NOT NULL,
    received_at     BIGINT  NOT NULL,
    received_by     TEXT    NOT NULL,
    expires_at      BIGINT  NOT NULL CHECK (expires_at > observed_at),
    finished        BIGINT  NOT NULL CHECK (finished IN (0, 1)),
    findings_count  BIGINT  NOT NULL,
    open_count      BIGINT  NOT NULL,
    -- Single values of the file, and how many of them were not understood and kept as they were.
    values_count    BIGINT  NOT NULL,
    kept_count      BIGINT  NOT NULL CHECK (kept_count <= values_count),
    PRIMARY KEY (client_use_code, service, sha256),
    FOREIGN KEY (client_use_code, sha256) REFERENCES admission_evidence (client_use_code, sha256)
) {by_key};

-- The items that an import which came to its end speaks to.
CREATE TABLE admission_scan_item (
    client_use_code TEXT    NOT NULL,
    service         TEXT    NOT NULL,
    sha256          {bytes} NOT NULL,
    item            TEXT    NOT NULL,
    PRIMARY KEY (client_use_code, service, sha256, item),
    FOREIGN KEY (client_use_code, service, sha256)
        REFERENCES admission_scan (client_use_code, service, sha256)
) {by_key};

-- A finding, once for all runs that found it.
CREATE TABLE admission_finding (
    client_use_code TEXT    NOT NULL,
    service         TEXT    NOT NULL,
    fingerprint     {bytes} NOT NULL,
    tool            TEXT    NOT NULL,
    run             {bytes} NOT NULL,
    rule            TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    severity        TEXT    NOT NULL CHECK (severity IN
        ('none', 'info', 'low', 'unknown', 'medium', 'high', 'critical')),
    state           TEXT    NOT NULL CHECK (state IN
        ('open', 'review', 'passed', 'fixed', 'suppressed', 'not-affected')),
    location        TEXT    NOT NULL,
    -- Numbers and items, separated by spaces.
    cwes            TEXT    NOT NULL,
    items           TEXT    NOT NULL,
    first_seen_at   BIGINT  NOT NULL,
    last_seen_at    BIGINT  NOT NULL CHECK (last_seen_at >= first_seen_at),
    -- From when a later run of the same thing did not find it any more.
    gone_at         BIGINT,
    -- The file in which it was seen last.
    sha256          {bytes} NOT NULL,
    PRIMARY KEY (client_use_code, service, fingerprint),
    FOREIGN KEY (client_use_code, service, sha256)
        REFERENCES admission_scan (client_use_code, service, sha256)
) {by_key};

-- @sqlite
CREATE TRIGGER admission_scan_no_update BEFORE UPDATE ON admission_scan
BEGIN SELECT RAISE(ABORT, 'admission_scan is append-only'); END;
CREATE TRIGGER admission_scan_no_delete BEFORE DELETE ON admission_scan
BEGIN SELECT RAISE(ABORT, 'admission_scan is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER admission_scan_append_only BEFORE UPDATE OR DELETE ON admission_scan
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

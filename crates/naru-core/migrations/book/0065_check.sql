-- Security checks: lists of items by version, engagements, what was found item by item, which
-- evidence speaks about which item, and what institutions say themselves. Findings, statements and
-- lists are only added.

CREATE TABLE check_list (
    list_id     TEXT    NOT NULL,
    version     BIGINT  NOT NULL CHECK (version > 0),
    kind        TEXT    NOT NULL CHECK (kind IN ('organisation', 'web', 'app')),
    sha256      {bytes} NOT NULL,
    body        TEXT    NOT NULL,
    imported_at BIGINT  NOT NULL,
    imported_by TEXT    NOT NULL,
    PRIMARY KEY (list_id, version)
) {by_key};

-- From when new engagements use a list that was imported; by two people.
CREATE TABLE check_release (
    list_id      TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    released_at  BIGINT NOT NULL,
    proposed_by  TEXT   NOT NULL,
    confirmed_by TEXT   NOT NULL,
    PRIMARY KEY (list_id, version),
    FOREIGN KEY (list_id, version) REFERENCES check_list (list_id, version),
    CHECK (proposed_by <> confirmed_by)
) {by_key};

CREATE TABLE check_engagement (
    id              TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES admission_application (client_use_code),
    -- Of a service check: kind:name:version. Else empty.
    service         TEXT   NOT NULL,
    list_id         TEXT   NOT NULL,
    list_version    BIGINT NOT NULL,
    state           TEXT   NOT NULL
        CHECK (state IN ('requested', 'scheduled', 'under-way', 'findings', 'fixing', 're-check',
                         'passed', 'failed', 'withdrawn')),
    inspector       TEXT,
    slot_from       BIGINT,
    slot_to         BIGINT,
    -- Until when what was found is to be put right.
    fix_by          BIGINT,
    requested_at    BIGINT NOT NULL,
    requested_by    TEXT   NOT NULL,
    changed_at      BIGINT NOT NULL,
    CHECK ((slot_from IS NULL) = (inspector IS NULL)),
    CHECK ((slot_from IS NULL) = (slot_to IS NULL)),
    CHECK (slot_to >= slot_from)
) {strict};
CREATE UNIQUE INDEX check_engagement_open ON check_engagement (client_use_code, service)
    WHERE state NOT IN ('passed', 'failed', 'withdrawn');
CREATE INDEX check_engagement_changed ON check_engagement (changed_at, id);

CREATE TABLE check_finding (
    engagement_id TEXT    NOT NULL REFERENCES check_engagement (id),
    item          TEXT    NOT NULL,
    revision      BIGINT  NOT NULL CHECK (revision > 0),
    value         TEXT    NOT NULL CHECK (value IN ('pass', 'partial', 'fail', 'not-applicable')),
    how           TEXT    NOT NULL CHECK (how IN ('machine', 'person', 'document')),
    -- What the machine said of the item at that moment.
    opinion       TEXT    NOT NULL CHECK (opinion IN ('supports', 'refutes', 'unknown')),
    -- Grounds, and what is asked for: sealed.
    sealed        {bytes} NOT NULL,
    found_at      BIGINT  NOT NULL,
    found_by      TEXT    NOT NULL,
    PRIMARY KEY (engagement_id, item, revision)
) {by_key};

CREATE TABLE check_statement (
    engagement_id TEXT    NOT NULL REFERENCES check_engagement (id),
    item          TEXT    NOT NULL,
    revision      BIGINT  NOT NULL CHECK (revision > 0),
    sealed        {bytes} NOT NULL,
    stated_at     BIGINT  NOT NULL,
    stated_by     TEXT    NOT NULL,
    PRIMARY KEY (engagement_id, item, revision)
) {by_key};

CREATE TABLE check_evidence (
    engagement_id   TEXT    NOT NULL REFERENCES check_engagement (id),
    item            TEXT    NOT NULL,
    client_use_code TEXT    NOT NULL,
    sha256          {bytes} NOT NULL,
    named_at        BIGINT  NOT NULL,
    named_by        TEXT    NOT NULL,
    PRIMARY KEY (engagement_id, item, sha256),
    FOREIGN KEY (client_use_code, sha256) REFERENCES admission_evidence (client_use_code, sha256)
) {by_key};

-- What the nodes saw of an institution's calls, counted by day: addresses, codes, scopes, clocks.
CREATE TABLE check_seen (
    client_use_code TEXT   NOT NULL,
    business_date   BIGINT NOT NULL,
    what            TEXT   NOT NULL,
    detail          TEXT   NOT NULL,
    seen_count      BIGINT NOT NULL CHECK (seen_count >= 0),
    most            BIGINT NOT NULL,
    first_at        BIGINT NOT NULL,
    last_at         BIGINT NOT NULL,
    PRIMARY KEY (client_use_code, business_date, what, detail)
) {by_key};

-- That an institution's people looked through their accounts.
CREATE TABLE check_review (
    client_use_code TEXT   NOT NULL REFERENCES admission_application (client_use_code),
    reviewed_at     BIGINT NOT NULL,
    reviewed_by     TEXT   NOT NULL,
    account_count   BIGINT NOT NULL CHECK (account_count >= 0),
    PRIMARY KEY (client_use_code, reviewed_at)
) {by_key};

-- @sqlite
CREATE TRIGGER check_list_no_update BEFORE UPDATE ON check_list
BEGIN SELECT RAISE(ABORT, 'check_list is append-only'); END;
CREATE TRIGGER check_list_no_delete BEFORE DELETE ON check_list
BEGIN SELECT RAISE(ABORT, 'check_list is append-only'); END;
CREATE TRIGGER check_finding_no_update BEFORE UPDATE ON check_finding
BEGIN SELECT RAISE(ABORT, 'check_finding is append-only'); END;
CREATE TRIGGER check_finding_no_delete BEFORE DELETE ON check_finding
BEGIN SELECT RAISE(ABORT, 'check_finding is append-only'); END;
CREATE TRIGGER check_statement_no_update BEFORE UPDATE ON check_statement
BEGIN SELECT RAISE(ABORT, 'check_statement is append-only'); END;
CREATE TRIGGER check_statement_no_delete BEFORE DELETE ON check_statement
BEGIN SELECT RAISE(ABORT, 'check_statement is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER check_list_append_only BEFORE UPDATE OR DELETE ON check_list
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER check_finding_append_only BEFORE UPDATE OR DELETE ON check_finding
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER check_statement_append_only BEFORE UPDATE OR DELETE ON check_statement
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

-- What waits is asked for in the order of its coming; a request may be taken back by somebody else
-- than whoever asked, with a reason that is told; and a licence may differ from the bills.

CREATE INDEX oss_approval_since ON oss_approval (since, id);
CREATE INDEX oss_stance_asked ON oss_stance (asked_at, id);

-- Why somebody else took it back; empty if nobody did. `back_told`: 0 while that is still to be told.
ALTER TABLE oss_approval ADD COLUMN taken_back TEXT NOT NULL DEFAULT '';
ALTER TABLE oss_approval ADD COLUMN back_told BIGINT NOT NULL DEFAULT 1;
ALTER TABLE oss_stance ADD COLUMN taken_back TEXT NOT NULL DEFAULT '';
ALTER TABLE oss_stance ADD COLUMN back_told BIGINT NOT NULL DEFAULT 1;
CREATE INDEX oss_approval_back ON oss_approval (id) WHERE back_told = 0;
CREATE INDEX oss_stance_back ON oss_stance (id) WHERE back_told = 0;

-- The same as before, with one kind more.
CREATE TABLE oss_approval_issue_next (
    approval_id TEXT   NOT NULL REFERENCES oss_approval (id),
    seq         BIGINT NOT NULL CHECK (seq > 0),
    kind        TEXT   NOT NULL CHECK (kind IN ('advisory', 'record-unknown', 'unmaintained',
        'ended', 'inactive', 'activity-unknown', 'licence-unknown', 'licence-differs',
        'licence-reach', 'unsigned')),
    subject     TEXT   NOT NULL,
    grade       TEXT   NOT NULL
        CHECK (grade IN ('none', 'low', 'medium', 'high', 'critical', 'exploited')),
    state       TEXT   NOT NULL CHECK (state IN ('open', 'resolved', 'accepted')),
    note        TEXT   NOT NULL,
    by_staff    TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (approval_id, seq)
) {by_key};
INSERT INTO oss_approval_issue_next
    SELECT approval_id, seq, kind, subject, grade, state, note, by_staff, at
    FROM oss_approval_issue;
DROP TABLE oss_approval_issue;
ALTER TABLE oss_approval_issue_next RENAME TO oss_approval_issue;

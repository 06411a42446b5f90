-- The self-check (자가점검): what people say of items that no fact answers, who confirmed the whole,
-- and who has read which page of the guide. Nothing is overwritten: the newest word counts.

CREATE TABLE oss_answer (
    id       TEXT   PRIMARY KEY,
    -- An institution's code, or `network`: the operator's own house.
    subject  TEXT   NOT NULL,
    item     TEXT   NOT NULL,
    yes      BIGINT NOT NULL CHECK (yes IN (0, 1)),
    words    TEXT   NOT NULL,
    -- Where it can be looked up: a document, a number, an address.
    evidence TEXT   NOT NULL,
    owner    TEXT   NOT NULL,
    said_at  BIGINT NOT NULL,
    said_by  TEXT   NOT NULL,
    until_at BIGINT NOT NULL CHECK (until_at > said_at)
) {strict};
CREATE INDEX oss_answer_subject ON oss_answer (subject, item, said_at);

CREATE TABLE oss_affirmed (
    id         TEXT   PRIMARY KEY,
    subject    TEXT   NOT NULL,
    yes_count  BIGINT NOT NULL CHECK (yes_count >= 0),
    no_count   BIGINT NOT NULL CHECK (no_count >= 0),
    open_count BIGINT NOT NULL CHECK (open_count >= 0),
    note       TEXT   NOT NULL,
    said_at    BIGINT NOT NULL,
    said_by    TEXT   NOT NULL
) {strict};
CREATE INDEX oss_affirmed_subject ON oss_affirmed (subject, said_at);

CREATE TABLE oss_guide_read (
    staff   TEXT   NOT NULL,
    page    TEXT   NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (staff, page)
) {by_key};

-- How long repairs took is asked by institution and year.
CREATE INDEX oss_finding_gone ON oss_finding (client_use_code, gone_at) WHERE gone_at IS NOT NULL;

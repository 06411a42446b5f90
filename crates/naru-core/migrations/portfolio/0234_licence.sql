-- Licences: in which form a system is used and under which licence it is itself, and the notices
-- (오픈소스 고지문) that were published for it.

CREATE TABLE oss_terms (
    system_id TEXT   PRIMARY KEY REFERENCES oss_system (id),
    form      TEXT   NOT NULL CHECK (form IN ('service', 'binary', 'source', 'internal')),
    -- The system's own licence as an SPDX identifier; empty: not opened.
    own       TEXT   NOT NULL,
    set_at    BIGINT NOT NULL,
    set_by    TEXT   NOT NULL
) {strict};

CREATE TABLE oss_notice (
    id         TEXT   PRIMARY KEY,
    system_id  TEXT   NOT NULL REFERENCES oss_system (id),
    -- The bill that it was made of: with another one in force it is out of date.
    bill_id    TEXT   NOT NULL,
    -- Where source code is asked for, and for how many years it is offered.
    contact    TEXT   NOT NULL,
    years      BIGINT NOT NULL CHECK (years > 0),
    components BIGINT NOT NULL CHECK (components >= 0),
    -- Components whose duties nobody knew.
    unknown    BIGINT NOT NULL CHECK (unknown >= 0),
    -- Of the Korean and of the English text.
    sha256_ko  {bytes} NOT NULL,
    sha256_en  {bytes} NOT NULL,
    made_at    BIGINT NOT NULL,
    made_by    TEXT   NOT NULL
) {strict};
CREATE INDEX oss_notice_system ON oss_notice (system_id, made_at);

-- The question-and-answer desk: what institutions' people ask, and what the operator's open-source
-- office answers. Answers are added to, never overwritten; the newest counts.

CREATE TABLE oss_question (
    id              TEXT   PRIMARY KEY,
    seq             BIGINT NOT NULL UNIQUE,
    client_use_code TEXT   NOT NULL,
    title           TEXT   NOT NULL,
    words           TEXT   NOT NULL,
    asked_at        BIGINT NOT NULL,
    asked_by        TEXT   NOT NULL,
    standing        TEXT   NOT NULL CHECK (standing IN ('asked', 'answered', 'withdrawn')),
    since           BIGINT NOT NULL,
    answers         BIGINT NOT NULL CHECK (answers >= 0),
    -- Whether everybody may read it, without whose it was.
    published       BIGINT NOT NULL CHECK (published IN (0, 1)),
    -- How many of the answers were told; -1: not even that it was asked.
    told            BIGINT NOT NULL CHECK (told >= -1),
    CHECK ((answers > 0) = (standing = 'answered')),
    CHECK (published = 0 OR standing = 'answered')
) {strict};
CREATE INDEX oss_question_owner ON oss_question (client_use_code, seq);
CREATE INDEX oss_question_untold ON oss_question (seq) WHERE told < answers;

CREATE TABLE oss_question_answer (
    question_id TEXT   NOT NULL REFERENCES oss_question (id),
    seq         BIGINT NOT NULL CHECK (seq > 0),
    words       TEXT   NOT NULL,
    said_at     BIGINT NOT NULL,
    said_by     TEXT   NOT NULL,
    PRIMARY KEY (question_id, seq)
) {by_key};

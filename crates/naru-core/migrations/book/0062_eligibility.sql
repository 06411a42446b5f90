-- Eligibility: which classes may take part and what excludes, the scoring sheet of large operators
-- (dated rows, each with its source), application forms, and what two people decided. Rows are
-- only added: a later one of the same code counts from its day.

CREATE TABLE eligibility_rule (
    kind       TEXT   NOT NULL CHECK (kind IN ('class', 'exclusion')),
    code       TEXT   NOT NULL,
    valid_from BIGINT NOT NULL,
    -- Of a class: whether it may take part. Of an exclusion: whether it excludes.
    holds      BIGINT NOT NULL CHECK (holds IN (0, 1)),
    -- Of a class: the papers it must bring, with commas.
    papers     TEXT   NOT NULL,
    source     TEXT   NOT NULL,
    PRIMARY KEY (kind, code, valid_from)
) {by_key};
INSERT INTO eligibility_rule (kind, code, valid_from, holds, papers, source) VALUES
    ('class', 'bank', 0, 1, 'registration,licence', 'FSC 2019-06-20: banks'),
    ('class', 'e-finance', 0, 1, 'registration,licence,plan,finance',
     'FSC 2019-06-20: registered electronic financial businesses'),
    ('class', 'e-finance-assistant', 0, 1, 'registration,licence,plan',
     'FSC 2019-06-20: assistants of electronic financial businesses'),
    ('class', 'fintech', 0, 1, 'registration,plan,finance',
     'FSC 2019-06-20: fintech industry codes'),
    ('exclusion', 'gambling', 0, 1, '', 'FSC 2019-06-20: gambling and the like'),
    ('exclusion', 'bankrupt', 0, 1, '', 'FSC 2019-06-20: bankrupt firms'),
    ('exclusion', 'illegal-model', 0, 1, '', 'FSC 2019-06-20: unlawful model, such as laundering'),
    ('exclusion', 'licence-missing', 0, 1, '', 'FSC 2019-06-20: lacks a licence that it needs'),
    ('exclusion', 'periodic-billing', 0, 1, '', 'FSC 2019-06-20: periodic collection of bills');

-- The sheet of a day counts until the next one's.
CREATE TABLE eligibility_sheet (
    sheet       TEXT   PRIMARY KEY,
    valid_from  BIGINT NOT NULL UNIQUE,
    capital_min BIGINT NOT NULL CHECK (capital_min >= 0),
    points_min  BIGINT NOT NULL CHECK (points_min >= 0),
    source      TEXT   NOT NULL
) {strict};
CREATE TABLE eligibility_item (
    sheet      TEXT   NOT NULL REFERENCES eligibility_sheet (sheet),
    position   BIGINT NOT NULL,
    area       TEXT   NOT NULL CHECK (area IN ('soundness', 'stability', 'risk')),
    item       TEXT   NOT NULL,
    points_max BIGINT NOT NULL CHECK (points_max > 0),
    name_ko    TEXT   NOT NULL,
    name_en    TEXT   NOT NULL,
    PRIMARY KEY (sheet, position),
    UNIQUE (sheet, item)
) {by_key};
INSERT INTO eligibility_sheet (sheet, valid_from, capital_min, points_min, source) VALUES
    ('2019', 0, 2000000000, 60,
     'Press 2019-09-03: capital of 2 bn won and 60 points in 3 areas, 8 items; items reconstructed');
INSERT INTO eligibility_item (sheet, position, area, item, points_max, name_ko, name_en) VALUES
    ('2019', 1, 'soundness', 'equity', 15, '자기자본 수준', 'Level of equity'),
    ('2019', 2, 'soundness', 'liquidity', 15, '유동성', 'Liquidity'),
    ('2019', 3, 'soundness', 'earnings', 10, '손익', 'Earnings'),
    ('2019', 4, 'stability', 'record', 10, '사업 기간과 실적', 'Years and record of business'),
    ('2019', 5, 'stability', 'volume', 10, '이용자와 거래 규모', 'Users and volume'),
    ('2019', 6, 'stability', 'model', 10, '사업모델의 지속성', 'Lasting business model'),
    ('2019', 7, 'risk', 'security', 15, '정보보호 조직과 통제', 'Security organisation and controls'),
    ('2019', 8, 'risk', 'relief', 15, '사고 대응과 이용자 보호', 'Incident response and relief of users');

CREATE TABLE eligibility_form (
    form_id         TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    class           TEXT   NOT NULL,
    capital         BIGINT NOT NULL CHECK (capital >= 0),
    -- What it does with the network, in its own words.
    model           TEXT   NOT NULL,
    -- What it asks for, as in identity_institution.scopes.
    scopes          TEXT   NOT NULL,
    -- The exclusions that it says apply to it, with commas.
    declared        TEXT   NOT NULL,
    filed_at        BIGINT NOT NULL,
    filed_by        TEXT   NOT NULL
) {strict};
CREATE INDEX eligibility_form_institution ON eligibility_form (client_use_code, form_id);

-- Which document is which paper; the document itself is evidence of the admission.
CREATE TABLE eligibility_paper (
    form_id TEXT    NOT NULL REFERENCES eligibility_form (form_id),
    paper   TEXT    NOT NULL CHECK (paper IN ('registration', 'licence', 'plan', 'finance')),
    sha256  {bytes} NOT NULL,
    PRIMARY KEY (form_id, paper)
) {by_key};

CREATE TABLE eligibility_outcome (
    -- A form is decided once.
    form_id      TEXT   PRIMARY KEY REFERENCES eligibility_form (form_id),
    approved     BIGINT NOT NULL CHECK (approved IN (0, 1)),
    grounds      TEXT
        CHECK (grounds IN ('class', 'excluded', 'papers', 'model', 'other')),
    sheet        TEXT   NOT NULL REFERENCES eligibility_sheet (sheet),
    -- None: it was not scored.
    points       BIGINT,
    is_large     BIGINT NOT NULL CHECK (is_large IN (0, 1)),
    scopes       TEXT   NOT NULL,
    holds_until  BIGINT,
    decided_at   BIGINT NOT NULL,
    proposed_by  TEXT   NOT NULL,
    confirmed_by TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by),
    CHECK ((approved = 1) = (grounds IS NULL)),
    CHECK ((approved = 1) = (holds_until IS NOT NULL)),
    CHECK (is_large = 0 OR (approved = 1 AND points IS NOT NULL))
) {strict};
CREATE TABLE eligibility_score (
    form_id TEXT   NOT NULL REFERENCES eligibility_outcome (form_id),
    item    TEXT   NOT NULL,
    points  BIGINT NOT NULL CHECK (points >= 0),
    PRIMARY KEY (form_id, item)
) {by_key};

-- @sqlite
CREATE TRIGGER eligibility_form_no_update BEFORE UPDATE ON eligibility_form
BEGIN SELECT RAISE(ABORT, 'eligibility_form is append-only'); END;
CREATE TRIGGER eligibility_form_no_delete BEFORE DELETE ON eligibility_form
BEGIN SELECT RAISE(ABORT, 'eligibility_form is append-only'); END;
CREATE TRIGGER eligibility_outcome_no_update BEFORE UPDATE ON eligibility_outcome
BEGIN SELECT RAISE(ABORT, 'eligibility_outcome is append-only'); END;
CREATE TRIGGER eligibility_outcome_no_delete BEFORE DELETE ON eligibility_outcome
BEGIN SELECT RAISE(ABORT, 'eligibility_outcome is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER eligibility_form_append_only BEFORE UPDATE OR DELETE ON eligibility_form
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER eligibility_outcome_append_only BEFORE UPDATE OR DELETE ON eligibility_outcome
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

-- The portfolio: which systems institutions run, what these are made of, and which advisories speak
-- of it. A shelf of its own: nothing here waits in the money's queue, and money never waits for it.

CREATE TABLE oss_system (
    id              TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    -- live: serves users through the network. internal: does not.
    duty            TEXT   NOT NULL CHECK (duty IN ('live', 'internal')),
    declared_at     BIGINT NOT NULL,
    declared_by     TEXT   NOT NULL,
    retired_at      BIGINT,
    -- The bill in force, and what came of it: kept so that lists need not count.
    bill_id         TEXT,
    billed_at       BIGINT,
    components      BIGINT NOT NULL CHECK (components >= 0),
    open_count      BIGINT NOT NULL CHECK (open_count >= 0),
    grave_count     BIGINT NOT NULL CHECK (grave_count >= 0),
    worst           BIGINT NOT NULL,
    next_due_at     BIGINT,
    UNIQUE (client_use_code, name)
) {strict};
CREATE INDEX oss_system_worst ON oss_system (worst DESC, id);
CREATE INDEX oss_system_owner ON oss_system (client_use_code, worst DESC, id);
CREATE INDEX oss_system_name ON oss_system (name, id);
-- Systems that standings hang on.
CREATE INDEX oss_system_grave ON oss_system (id)
    WHERE duty = 'live' AND grave_count > 0 AND retired_at IS NULL;

-- Every bill that came, also those that were not accepted, with the reasons.
CREATE TABLE oss_bill (
    id          TEXT   PRIMARY KEY,
    system_id   TEXT   NOT NULL REFERENCES oss_system (id),
    sha256      {bytes} NOT NULL,
    size_bytes  BIGINT NOT NULL,
    -- As the document says: format, tool, time of making.
    format      TEXT   NOT NULL,
    tool        TEXT   NOT NULL,
    made_at     TEXT   NOT NULL,
    verdict     TEXT   NOT NULL CHECK (verdict IN ('accepted', 'refused')),
    components  BIGINT NOT NULL,
    -- The sentences, Korean and English, as JSON.
    faults      TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    received_by TEXT   NOT NULL,
    -- The institution's key that signed it; empty if none did.
    signer      TEXT   NOT NULL,
    -- Components without checksum, licence, producer; whether it carries a signature, inside or around it.
    hashless    BIGINT NOT NULL,
    unlicensed  BIGINT NOT NULL,
    makerless   BIGINT NOT NULL,
    signed      BIGINT NOT NULL CHECK (signed IN (0, 1))
) {strict};
CREATE INDEX oss_bill_system ON oss_bill (system_id, received_at DESC, id);

-- Keys by which institutions sign their bills, as they named them. A key that was revoked stays:
-- bills that it signed are on record.
CREATE TABLE oss_signer (
    client_use_code TEXT   NOT NULL,
    public_key      TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    added_at        BIGINT NOT NULL,
    added_by        TEXT   NOT NULL,
    revoked_at      BIGINT,
    revoked_by      TEXT,
    PRIMARY KEY (client_use_code, public_key)
) {by_key};

-- A package by its registry's name. `short` is what people say: the last part, in small letters.
CREATE TABLE oss_package (
    id        BIGINT PRIMARY KEY,
    ecosystem TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    short     TEXT   NOT NULL,
    UNIQUE (ecosystem, name)
) {strict};
CREATE INDEX oss_package_short ON oss_package (short, id);
CREATE INDEX oss_package_name ON oss_package (name, id);

-- A version of a package, by its package URL: judged once, however many systems use it.
CREATE TABLE oss_version (
    id         BIGINT PRIMARY KEY,
    package_id BIGINT NOT NULL REFERENCES oss_package (id),
    purl       TEXT   NOT NULL UNIQUE,
    version    TEXT   NOT NULL,
    -- Digest of what the advisories said of it when it was last judged.
    seen       {bytes} NOT NULL
) {strict};
CREATE INDEX oss_version_package ON oss_version (package_id, id);

-- What a system is made of, by its bill in force.
CREATE TABLE oss_use (
    system_id  TEXT   NOT NULL REFERENCES oss_system (id),
    version_id BIGINT NOT NULL REFERENCES oss_version (id),
    reach      TEXT   NOT NULL CHECK (reach IN ('direct', 'transitive', 'unlinked')),
    -- The shortest way by which it came in.
    path       TEXT   NOT NULL,
    licence    TEXT   NOT NULL,
    PRIMARY KEY (system_id, version_id)
) {by_key};
CREATE INDEX oss_use_version ON oss_use (version_id, system_id);
-- What a system asks for itself is a tenth of what it uses.
CREATE INDEX oss_use_direct ON oss_use (system_id, version_id) WHERE reach = 'direct';

-- The same by licence, and one of them: counted when a bill is taken, so that lists need not count.
CREATE TABLE oss_use_licence (
    system_id  TEXT   NOT NULL REFERENCES oss_system (id),
    licence    TEXT   NOT NULL,
    components BIGINT NOT NULL CHECK (components > 0),
    example    TEXT   NOT NULL,
    PRIMARY KEY (system_id, licence)
) {by_key};

-- Advisories that speak of something in the portfolio, as the newest data have them.
CREATE TABLE oss_advisory (
    id        TEXT   PRIMARY KEY,
    aliases   TEXT   NOT NULL,
    kind      TEXT   NOT NULL
        CHECK (kind IN ('notice', 'unmaintained', 'unsound', 'vulnerability', 'malicious')),
    grade     TEXT   NOT NULL
        CHECK (grade IN ('none', 'low', 'medium', 'high', 'critical', 'exploited')),
    priority  BIGINT NOT NULL,
    -- Tenths; none if nobody scored it.
    score     BIGINT,
    epss_ppb  BIGINT,
    is_kev    BIGINT NOT NULL CHECK (is_kev IN (0, 1)),
    summary   TEXT   NOT NULL,
    published TEXT   NOT NULL,
    url       TEXT   NOT NULL,
    seen_at   BIGINT NOT NULL
) {strict};
CREATE INDEX oss_advisory_priority ON oss_advisory (priority DESC, id);

-- Which of them affect which version.
CREATE TABLE oss_match (
    version_id  BIGINT NOT NULL REFERENCES oss_version (id),
    advisory_id TEXT   NOT NULL REFERENCES oss_advisory (id),
    -- For this package: an advisory may score packages apart.
    grade       TEXT   NOT NULL
        CHECK (grade IN ('none', 'low', 'medium', 'high', 'critical', 'exploited')),
    priority    BIGINT NOT NULL,
    fixed       TEXT   NOT NULL,
    PRIMARY KEY (version_id, advisory_id)
) {by_key};
CREATE INDEX oss_match_advisory ON oss_match (advisory_id, version_id);

-- A matter of one system: it opens when a fact says so and is gone when no fact does any more.
CREATE TABLE oss_finding (
    -- Counts findings in the order of their coming: a page goes on after it. The key, so that new
    -- ones are added at one end and indexes are short.
    seq             BIGINT PRIMARY KEY,
    system_id       TEXT   NOT NULL REFERENCES oss_system (id),
    package_id      BIGINT NOT NULL REFERENCES oss_package (id),
    advisory_id     TEXT   NOT NULL,
    client_use_code TEXT   NOT NULL,
    versions        TEXT   NOT NULL,
    fixed           TEXT   NOT NULL,
    grade           TEXT   NOT NULL
        CHECK (grade IN ('none', 'low', 'medium', 'high', 'critical', 'exploited')),
    priority        BIGINT NOT NULL,
    found_at        BIGINT NOT NULL,
    due_at          BIGINT NOT NULL,
    gone_at         BIGINT,
    gone_why        TEXT   CHECK (gone_why IN ('fixed', 'removed', 'cleared', 'renamed', 'retired')),
    CHECK ((gone_at IS NULL) = (gone_why IS NULL)),
    UNIQUE (system_id, package_id, advisory_id)
) {strict};
-- Open ones, in every order in which lists show them: everybody's, and one institution's.
CREATE INDEX oss_finding_priority ON oss_finding (priority DESC, seq) WHERE gone_at IS NULL;
CREATE INDEX oss_finding_due ON oss_finding (due_at, seq) WHERE gone_at IS NULL;
CREATE INDEX oss_finding_found ON oss_finding (found_at DESC, seq) WHERE gone_at IS NULL;
CREATE INDEX oss_finding_owner ON oss_finding (client_use_code, priority DESC, seq)
    WHERE gone_at IS NULL;
CREATE INDEX oss_finding_owner_due ON oss_finding (client_use_code, due_at, seq)
    WHERE gone_at IS NULL;
CREATE INDEX oss_finding_owner_found ON oss_finding (client_use_code, found_at DESC, seq)
    WHERE gone_at IS NULL;
-- The grave among them are few, and are asked for alone: from priority 4,000,000 on.
CREATE INDEX oss_finding_grave ON oss_finding (system_id, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_grave_due ON oss_finding (grade, due_at, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_grave_found ON oss_finding (grade, found_at DESC, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_owner_grave_due ON oss_finding (client_use_code, grade, due_at, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_owner_grave_found
    ON oss_finding (client_use_code, grade, found_at DESC, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_grave_package ON oss_finding (package_id, priority, client_use_code, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
CREATE INDEX oss_finding_grave_matter ON oss_finding (advisory_id, priority, client_use_code, seq)
    WHERE gone_at IS NULL AND priority >= 4000000;
-- Whom a package or an advisory concerns, counted without reading the rows.
CREATE INDEX oss_finding_package ON oss_finding (package_id, client_use_code, priority DESC, seq)
    WHERE gone_at IS NULL;
CREATE INDEX oss_finding_matter ON oss_finding (advisory_id, client_use_code, due_at, seq, priority)
    WHERE gone_at IS NULL;
CREATE INDEX oss_finding_advisory
    ON oss_finding (advisory_id, seq, client_use_code, found_at, due_at, gone_at, gone_why);

-- Matters of a package of which the data say something else of some version, and whose findings are
-- still to be settled, in the systems after `after_system`.
CREATE TABLE oss_todo (
    package_id   BIGINT NOT NULL,
    advisory_id  TEXT   NOT NULL,
    after_system TEXT   NOT NULL,
    PRIMARY KEY (package_id, advisory_id)
) {by_key};

-- Systems of which the gravest and the next due finding may be others now; how many there are is
-- kept with each change.
CREATE TABLE oss_recount (
    system_id TEXT PRIMARY KEY
) {by_key};

-- What an institution says of a finding instead of putting it right: not affected (VEX), or an
-- exception. Only its standing changes.
CREATE TABLE oss_stance (
    id          TEXT   PRIMARY KEY,
    system_id   TEXT   NOT NULL REFERENCES oss_system (id),
    package_id  BIGINT NOT NULL REFERENCES oss_package (id),
    advisory_id TEXT   NOT NULL,
    -- The versions it is about: with others it lapses.
    versions    TEXT   NOT NULL,
    grade       TEXT   NOT NULL
        CHECK (grade IN ('none', 'low', 'medium', 'high', 'critical', 'exploited')),
    claim       TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    control     TEXT   NOT NULL,
    until_at    BIGINT NOT NULL CHECK (until_at > asked_at),
    -- How many offices must say yes.
    quorum      BIGINT NOT NULL CHECK (quorum > 0),
    asked_at    BIGINT NOT NULL,
    asked_by    TEXT   NOT NULL,
    standing    TEXT   NOT NULL
        CHECK (standing IN ('asked', 'approved', 'refused', 'withdrawn', 'lapsed')),
    since       BIGINT NOT NULL
) {strict};
CREATE INDEX oss_stance_finding ON oss_stance (system_id, package_id, advisory_id);
CREATE INDEX oss_stance_until ON oss_stance (until_at, id);

-- What each office said; an office says it once.
CREATE TABLE oss_vote (
    stance_id TEXT   NOT NULL REFERENCES oss_stance (id),
    office    TEXT   NOT NULL CHECK (office IN ('security', 'manager', 'board')),
    by_staff  TEXT   NOT NULL,
    yes       BIGINT NOT NULL CHECK (yes IN (0, 1)),
    note      TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (stance_id, office)
) {by_key};

-- How it stands: counts every change of what standings may hang on, and says of which data.
CREATE TABLE oss_state (
    id         BIGINT PRIMARY KEY CHECK (id = 1),
    version    BIGINT NOT NULL,
    -- SHA-256 of the file, hexadecimal; empty before there was one.
    data       TEXT   NOT NULL,
    made       TEXT   NOT NULL,
    newest     TEXT   NOT NULL,
    advisories BIGINT NOT NULL,
    taken_at   BIGINT NOT NULL,
    -- When everything had been judged by these data.
    done_at    BIGINT
) {strict};
INSERT INTO oss_state (id, version, data, made, newest, advisories, taken_at, done_at)
    VALUES (1, 0, '', '', '', 0, 0, NULL);

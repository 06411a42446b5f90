-- What one person proposed and another must confirm before it happens. A kind's body says exactly
-- what; the reason is in people's own words, so it is sealed, and never in the audit trail.

CREATE TABLE proposal_case (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    body          TEXT NOT NULL,
    sealed_reason {bytes} NOT NULL,
    state         TEXT NOT NULL
        CHECK (state IN ('open', 'executed', 'rejected', 'withdrawn', 'expired')),
    proposed_by   TEXT NOT NULL,
    proposed_at   BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    decided_by    TEXT,
    decided_at    BIGINT,
    -- A deed that gives somebody a link needs two halves: the code is the proposer's to hand over,
    -- the link the confirmer's. Each is sealed and shown to that person only.
    code_hash     {bytes},
    sealed_code   {bytes},
    sealed_link   {bytes},
    CHECK ((state = 'open') = (decided_at IS NULL)),
    -- The database refuses it too: nobody confirms their own.
    CHECK (state <> 'executed' OR decided_by <> proposed_by)
) {strict};
-- One open proposal for one deed on one thing.
CREATE UNIQUE INDEX proposal_case_open ON proposal_case (kind, subject) WHERE state = 'open';
CREATE INDEX proposal_case_recent ON proposal_case (proposed_at, id);

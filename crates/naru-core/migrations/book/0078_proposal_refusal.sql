-- Why a second person said no, in their own words, for whoever proposed it. And what lists of
-- proposals that are over are read by: when each was decided, or lapsed; and what each was about.

ALTER TABLE proposal_case ADD COLUMN sealed_refusal {bytes};
CREATE INDEX proposal_case_over ON proposal_case ((COALESCE(decided_at, expires_at)), id);
CREATE INDEX proposal_case_about ON proposal_case (subject, proposed_at);

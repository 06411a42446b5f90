-- What an applicant that is not approved is told: which paper is wrong and what to change.

ALTER TABLE eligibility_outcome ADD COLUMN note TEXT NOT NULL DEFAULT '';

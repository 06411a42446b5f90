-- A notice of a payment may put an earlier one right. And how much of what a party has to pay in a
-- claim it says that it paid, without that it is booked: kept with every line and every notice, so
-- that the list of claims need not add them up.

ALTER TABLE claim_remittance ADD COLUMN replaces TEXT;

CREATE TABLE claim_waiting (
    claim_id TEXT   NOT NULL REFERENCES claim_case (claim_id),
    party    TEXT   NOT NULL,
    amount   BIGINT NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (claim_id, party)
) {by_key};
INSERT INTO claim_waiting (claim_id, party, amount)
SELECT m.claim_id, m.party, m.amount FROM claim_remittance m
JOIN claim_case c ON c.claim_id = m.claim_id AND c.closed_at IS NULL
WHERE NOT EXISTS (SELECT 1 FROM claim_remittance n WHERE n.claim_id = m.claim_id
    AND n.party = m.party AND (n.told_at > m.told_at
        OR (n.told_at = m.told_at AND n.remittance_id > m.remittance_id)))
AND NOT EXISTS (SELECT 1 FROM claim_line l WHERE l.claim_id = m.claim_id AND l.party = m.party
    AND l.kind IN ('payment', 'recourse') AND l.booked_at >= m.told_at);

-- Where a number of a document stands already.
CREATE INDEX claim_line_evidence ON claim_line (evidence);
CREATE INDEX claim_remittance_document ON claim_remittance (document);

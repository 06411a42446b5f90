-- What whoever has to pay in a claim says that it paid: the number of its document, for those who
-- book it. It moves no money, and stands for good.

CREATE TABLE claim_remittance (
    remittance_id TEXT   PRIMARY KEY,
    claim_id      TEXT   NOT NULL REFERENCES claim_case (claim_id),
    -- surety, an institution's or a bank's code, as in claim_line.
    party         TEXT   NOT NULL,
    amount        BIGINT NOT NULL CHECK (amount > 0),
    document      TEXT   NOT NULL,
    paid_on       BIGINT NOT NULL,
    told_at       BIGINT NOT NULL,
    told_by       TEXT   NOT NULL
) {strict};
CREATE INDEX claim_remittance_of ON claim_remittance (claim_id, told_at, remittance_id);

-- @sqlite
CREATE TRIGGER claim_remittance_no_update BEFORE UPDATE ON claim_remittance
BEGIN SELECT RAISE(ABORT, 'claim_remittance is append-only'); END;
CREATE TRIGGER claim_remittance_no_delete BEFORE DELETE ON claim_remittance
BEGIN SELECT RAISE(ABORT, 'claim_remittance is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER claim_remittance_append_only BEFORE UPDATE OR DELETE ON claim_remittance
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

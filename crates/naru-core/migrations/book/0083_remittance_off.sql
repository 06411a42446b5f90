-- What parties said that they paid and what never came true: taken off by its own party, or by two
-- people of the operator. What was said stands as it was.

CREATE TABLE claim_remittance_off (
    remittance_id TEXT   PRIMARY KEY REFERENCES claim_remittance (remittance_id),
    claim_id      TEXT   NOT NULL REFERENCES claim_case (claim_id),
    off_at        BIGINT NOT NULL,
    -- staff:… of its party, or proposal:… of the operator, whose reason stands there.
    off_by        TEXT   NOT NULL,
    sealed_why    {bytes}
) {strict};
CREATE INDEX claim_remittance_off_of ON claim_remittance_off (claim_id);

-- @sqlite
CREATE TRIGGER claim_remittance_off_no_update BEFORE UPDATE ON claim_remittance_off
BEGIN SELECT RAISE(ABORT, 'claim_remittance_off is append-only'); END;
CREATE TRIGGER claim_remittance_off_no_delete BEFORE DELETE ON claim_remittance_off
BEGIN SELECT RAISE(ABORT, 'claim_remittance_off is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER claim_remittance_off_append_only BEFORE UPDATE OR DELETE ON claim_remittance_off
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

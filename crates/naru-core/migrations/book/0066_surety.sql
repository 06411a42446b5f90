-- Surety: what covers the damage that consumers may suffer through an institution, and what of its
-- withdrawals is netted already. Instruments and adjustments are only added.

CREATE TABLE surety_instrument (
    -- The proposal's: the reason, in people's own words, is sealed there.
    instrument_id   TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    kind            TEXT   NOT NULL
        CHECK (kind IN ('insurance', 'integrated', 'deposit', 'pledge')),
    issuer          TEXT   NOT NULL,
    -- The issuer's code, if it is an insurer of the network: its people see what they guarantee.
    insurer         TEXT,
    -- The number of the policy, contract, receipt or pledge.
    reference       TEXT   NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    valid_from      BIGINT NOT NULL,
    valid_until     BIGINT NOT NULL CHECK (valid_until > valid_from),
    recorded_at     BIGINT NOT NULL,
    proposed_by     TEXT   NOT NULL,
    confirmed_by    TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};
CREATE INDEX surety_instrument_institution ON surety_instrument (client_use_code, valid_from);

-- An instrument that was given back before its end.
CREATE TABLE surety_release (
    instrument_id TEXT   PRIMARY KEY REFERENCES surety_instrument (instrument_id),
    released_at   BIGINT NOT NULL,
    proposed_by   TEXT   NOT NULL,
    confirmed_by  TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};

-- An item that makes an institution's factor higher or lower. How many points it is worth is a
-- rule; a later row of the same item takes the place of an earlier one, and one that ends where it
-- begins says that the item no longer applies.
CREATE TABLE surety_adjustment (
    adjustment_id   TEXT   PRIMARY KEY,
    client_use_code TEXT   NOT NULL REFERENCES identity_institution (client_use_code),
    item            TEXT   NOT NULL,
    valid_from      BIGINT NOT NULL,
    valid_until     BIGINT CHECK (valid_until >= valid_from),
    proposed_by     TEXT   NOT NULL,
    confirmed_by    TEXT   NOT NULL,
    CHECK (proposed_by <> confirmed_by)
) {strict};
CREATE INDEX surety_adjustment_institution ON surety_adjustment (client_use_code, valid_from);

-- What an instrument has paid for damage: so much less it covers.
CREATE TABLE surety_draw (
    -- The proposal's that booked it.
    draw_id       TEXT   PRIMARY KEY,
    instrument_id TEXT   NOT NULL REFERENCES surety_instrument (instrument_id),
    amount        BIGINT NOT NULL CHECK (amount > 0),
    drawn_at      BIGINT NOT NULL
) {strict};
CREATE INDEX surety_draw_instrument ON surety_draw (instrument_id);

-- netted: what of an institution's withdrawals is in a closed settlement window. version: counts
-- the changes of its cover, so that each command knows whether a node's memory of it is the book's.
-- claimed: the damage that it may have to answer for, as the ledger has it.
CREATE TABLE surety_account (
    client_use_code TEXT   PRIMARY KEY,
    netted          BIGINT NOT NULL CHECK (netted >= 0),
    version         BIGINT NOT NULL CHECK (version >= 0),
    claimed         BIGINT NOT NULL CHECK (claimed >= 0)
) {by_key};

-- @sqlite
CREATE TRIGGER surety_instrument_no_update BEFORE UPDATE ON surety_instrument
BEGIN SELECT RAISE(ABORT, 'surety_instrument is append-only'); END;
CREATE TRIGGER surety_instrument_no_delete BEFORE DELETE ON surety_instrument
BEGIN SELECT RAISE(ABORT, 'surety_instrument is append-only'); END;
CREATE TRIGGER surety_release_no_update BEFORE UPDATE ON surety_release
BEGIN SELECT RAISE(ABORT, 'surety_release is append-only'); END;
CREATE TRIGGER surety_release_no_delete BEFORE DELETE ON surety_release
BEGIN SELECT RAISE(ABORT, 'surety_release is append-only'); END;
CREATE TRIGGER surety_adjustment_no_update BEFORE UPDATE ON surety_adjustment
BEGIN SELECT RAISE(ABORT, 'surety_adjustment is append-only'); END;
CREATE TRIGGER surety_adjustment_no_delete BEFORE DELETE ON surety_adjustment
BEGIN SELECT RAISE(ABORT, 'surety_adjustment is append-only'); END;
CREATE TRIGGER surety_draw_no_update BEFORE UPDATE ON surety_draw
BEGIN SELECT RAISE(ABORT, 'surety_draw is append-only'); END;
CREATE TRIGGER surety_draw_no_delete BEFORE DELETE ON surety_draw
BEGIN SELECT RAISE(ABORT, 'surety_draw is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER surety_draw_append_only BEFORE UPDATE OR DELETE ON surety_draw
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER surety_instrument_append_only BEFORE UPDATE OR DELETE ON surety_instrument
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER surety_release_append_only BEFORE UPDATE OR DELETE ON surety_release
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
CREATE TRIGGER surety_adjustment_append_only BEFORE UPDATE OR DELETE ON surety_adjustment
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

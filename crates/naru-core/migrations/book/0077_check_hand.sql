-- That a check went from one inspector to another, or was given back by its own: who, when and, in
-- the words of whoever did it, why. Only added.

CREATE TABLE check_hand (
    engagement_id TEXT    NOT NULL REFERENCES check_engagement (id),
    number        BIGINT  NOT NULL CHECK (number > 0),
    handed_at     BIGINT  NOT NULL,
    from_staff    TEXT    NOT NULL,
    -- Empty of one that was given back.
    to_staff      TEXT,
    sealed        {bytes} NOT NULL,
    PRIMARY KEY (engagement_id, number),
    CHECK (from_staff <> to_staff)
) {by_key};

-- @sqlite
CREATE TRIGGER check_hand_no_update BEFORE UPDATE ON check_hand
BEGIN SELECT RAISE(ABORT, 'check_hand is append-only'); END;
CREATE TRIGGER check_hand_no_delete BEFORE DELETE ON check_hand
BEGIN SELECT RAISE(ABORT, 'check_hand is append-only'); END;
-- @end
-- @postgres
CREATE TRIGGER check_hand_append_only BEFORE UPDATE OR DELETE ON check_hand
FOR EACH ROW EXECUTE FUNCTION naru_append_only();
-- @end

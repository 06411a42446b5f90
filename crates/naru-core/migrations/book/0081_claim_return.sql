-- Frozen money that came back after the cause was decided: whose part of the damage it lowers. The
-- line's party is the bank that sent it.

ALTER TABLE claim_line ADD COLUMN for_party TEXT CHECK (for_party IS NULL OR kind = 'returned');

-- What product a bill is about, as it says: a bill of another product is not taken without a word.
-- Of earlier bills it is not known.
ALTER TABLE oss_bill ADD COLUMN product TEXT NOT NULL DEFAULT '';

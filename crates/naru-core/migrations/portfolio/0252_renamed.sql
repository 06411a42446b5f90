-- That a bill is about the system's product under another name, as somebody confirmed who answers
-- for the system: by whom and when. Later bills are compared with that name.
ALTER TABLE oss_bill ADD COLUMN product_by TEXT NOT NULL DEFAULT '';
ALTER TABLE oss_bill ADD COLUMN product_at BIGINT;
-- The product's version and package URL as the bill says them, for what is said of the system to
-- others. Of earlier bills they are not known.
ALTER TABLE oss_bill ADD COLUMN product_version TEXT NOT NULL DEFAULT '';
ALTER TABLE oss_bill ADD COLUMN product_purl TEXT NOT NULL DEFAULT '';

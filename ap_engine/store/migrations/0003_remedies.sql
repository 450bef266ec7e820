-- What would clear a hold, as typed changes (JSON), and what it blocks where the policy decided otherwise than the catalogue.
ALTER TABLE holds ADD COLUMN remedies TEXT;
ALTER TABLE holds ADD COLUMN severity TEXT;

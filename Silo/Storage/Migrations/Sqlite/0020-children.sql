-- Batches that handlers of jobs fan out to. Programs before this one do not cancel them with their parents.
ALTER TABLE batches ADD COLUMN parent BLOB; -- the id of the job; null: none
CREATE INDEX batches_by_parent ON batches (parent) WHERE parent IS NOT NULL AND completed_at IS NULL;

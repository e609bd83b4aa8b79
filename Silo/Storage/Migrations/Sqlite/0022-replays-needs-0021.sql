-- Jobs that do an ended one again. Programs before this one pass over it: they run such jobs as any other.
ALTER TABLE jobs ADD COLUMN replay_of TEXT; -- the id of that job; null: none
CREATE INDEX jobs_by_replay_of ON jobs (replay_of, seq) WHERE replay_of IS NOT NULL;

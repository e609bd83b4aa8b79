-- Jobs that do an ended one again, and lists of one lane. Programs before this one pass over them: they run such jobs as any other.
ALTER TABLE jobs ADD COLUMN replay_of text COLLATE "C"; -- the id of that job; null: none
CREATE INDEX jobs_by_replay_of ON jobs (replay_of, seq) WHERE replay_of IS NOT NULL;
CREATE INDEX jobs_by_lane ON jobs (lane, seq) WHERE lane IS NOT NULL;

-- Jobs that later submits of the same key become. Programs before this one pass over them: they take such submits for others, and leave
-- debounce_until as it is when they start or end a job.
ALTER TABLE jobs ADD COLUMN debounce_key TEXT; -- null: none
ALTER TABLE jobs ADD COLUMN debounce_until INTEGER; -- the latest time that submits move the job to; null: it takes none

-- The one job of a key that takes submits: two that are made at once are kept from each other here.
CREATE UNIQUE INDEX jobs_debounced ON jobs (tenant, kind, debounce_key) WHERE debounce_until IS NOT NULL AND phase = 0 AND started_at IS NULL;

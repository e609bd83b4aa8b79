-- Jobs that workers outside run, and their kinds. Programs before this one never start such jobs, as their phase while they wait is -2: waiting
-- for its slot, and for a worker.
ALTER TABLE jobs ADD COLUMN line TEXT; -- the queue and, after a line feed, the pool of workers; null: hosts run it
ALTER TABLE jobs ADD COLUMN lease_until INTEGER; -- when the lease of the worker that runs it ends; null: none does

-- As before, with the end of the lease.
DROP INDEX jobs_running;
CREATE INDEX jobs_running ON jobs (queue, id, owner, crashes, on_probation, lane, cost, lease_until) WHERE phase = 1;

-- One job takes the submits of a debounce key, whoever runs it.
DROP INDEX jobs_debounced;
CREATE UNIQUE INDEX jobs_debounced ON jobs (tenant, kind, debounce_key) WHERE debounce_until IS NOT NULL AND phase <= 0 AND started_at IS NULL;

-- What jobs_pending and jobs_pending_lanes are for the others.
CREATE INDEX jobs_offered ON jobs (line, priority DESC, run_at, seq, kind, lane, cost) WHERE phase = -2;
CREATE INDEX jobs_offered_lanes ON jobs (line, lane, priority DESC, run_at, seq, cost) WHERE phase = -2 AND lane IS NOT NULL;

-- Those of a queue, whichever workers run them.
CREATE INDEX jobs_offered_by_time ON jobs (queue, run_at, kind) WHERE phase = -2;
CREATE INDEX jobs_offered_by_lane ON jobs (queue, lane) WHERE phase = -2 AND lane IS NOT NULL;

CREATE TABLE kinds
(
    name   TEXT NOT NULL PRIMARY KEY,
    detail TEXT NOT NULL -- how it is registered, as JSON
) WITHOUT ROWID;

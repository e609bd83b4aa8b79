-- Lanes of queues, what jobs cost, rates, and how many jobs may wait. Programs before this one pass over them: they start jobs of
-- lanes as if they had none, and take any number of jobs.
ALTER TABLE jobs ADD COLUMN lane TEXT; -- null: none
ALTER TABLE jobs ADD COLUMN cost INTEGER; -- slots taken; null: one

-- As before, with lane and cost behind, so that a look at the head of a queue follows no long input to them.
DROP INDEX jobs_pending;
CREATE INDEX jobs_pending ON jobs (queue, priority DESC, run_at, seq, kind, lane, cost) WHERE phase = 0;
DROP INDEX jobs_running;
CREATE INDEX jobs_running ON jobs (queue, id, owner, crashes, on_probation, lane, cost) WHERE phase = 1;

-- The heads of lanes.
CREATE INDEX jobs_pending_lanes ON jobs (queue, lane, priority DESC, run_at, seq, cost) WHERE phase = 0 AND lane IS NOT NULL;

ALTER TABLE queues ADD COLUMN max_depth INTEGER; -- jobs that may wait; null: any number

-- Settings of a queue that have no column of their own, as JSON.
ALTER TABLE queues ADD COLUMN rules TEXT;

-- Until when the permits of a rate are spent, in the name of a lane or, '', of the queue: the theoretical arrival time of the
-- generic cell rate algorithm (ITU-T I.371).
CREATE TABLE queue_permits
(
    queue       TEXT    NOT NULL,
    lane        TEXT    NOT NULL,
    spent_until INTEGER NOT NULL,
    PRIMARY KEY (queue, lane)
) WITHOUT ROWID;
CREATE INDEX queue_permits_by_time ON queue_permits (queue, spent_until);

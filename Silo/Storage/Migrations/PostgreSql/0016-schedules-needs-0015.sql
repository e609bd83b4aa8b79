-- Schedules, and which schedule a job is a run of. Programs before this one pass over them: they run the jobs that are there.
CREATE TABLE schedules
(
    name     text   NOT NULL COLLATE "C" PRIMARY KEY,
    wake_at  bigint,                      -- when there is something to do; null: never
    declared integer NOT NULL,           -- 1: by a program, and not undeclared since
    stamp    bigint NOT NULL,             -- random with every write
    detail   text   NOT NULL              -- all else, as JSON
);
CREATE INDEX schedules_due ON schedules (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX schedules_declared ON schedules (name) WHERE declared = 1;

ALTER TABLE jobs ADD COLUMN schedule text COLLATE "C"; -- null: none
CREATE INDEX jobs_by_schedule ON jobs (schedule, seq) WHERE schedule IS NOT NULL;

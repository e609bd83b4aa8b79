-- Schedules, and which schedule a job is a run of. Programs before this one pass over them: they run the jobs that are there.
CREATE TABLE schedules
(
    name     TEXT    NOT NULL PRIMARY KEY,
    wake_at  INTEGER,                    -- when there is something to do; null: never
    declared INTEGER NOT NULL,           -- 1: by a program, and not undeclared since
    stamp    INTEGER NOT NULL,           -- random with every write
    detail   TEXT    NOT NULL            -- all else, as JSON
) WITHOUT ROWID;
CREATE INDEX schedules_due ON schedules (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX schedules_declared ON schedules (name) WHERE declared = 1;

ALTER TABLE jobs ADD COLUMN schedule TEXT; -- null: none
CREATE INDEX jobs_by_schedule ON jobs (schedule, seq) WHERE schedule IS NOT NULL;

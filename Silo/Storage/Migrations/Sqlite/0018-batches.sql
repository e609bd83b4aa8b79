-- Batches of jobs. Programs before this one end jobs without counting them.
CREATE TABLE batches
(
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    id            BLOB NOT NULL UNIQUE,
    most          INTEGER NOT NULL,           -- jobs that it may have
    sealed        INTEGER NOT NULL DEFAULT 0, -- 1: it takes no more
    total         INTEGER NOT NULL DEFAULT 0,
    succeeded     INTEGER NOT NULL DEFAULT 0,
    failed        INTEGER NOT NULL DEFAULT 0,
    cancelled     INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    cancelled_at  INTEGER,                      -- when somebody asked for it
    cancel_reason TEXT,
    completed_at  INTEGER,                      -- when it was sealed and all had ended, once
    all_succeeded INTEGER NOT NULL DEFAULT 0, -- 1: all had succeeded then
    due_at        INTEGER,                      -- since when its grain has something to do; null: nothing
    detail        TEXT NOT NULL            -- what was asked for, as JSON
);
CREATE INDEX batches_due ON batches (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX batches_done ON batches (completed_at) WHERE completed_at IS NOT NULL AND due_at IS NULL;

ALTER TABLE jobs ADD COLUMN batch TEXT; -- the id of the batch; null: none
CREATE INDEX jobs_by_batch ON jobs (batch, seq) WHERE batch IS NOT NULL;

-- Batches of jobs. Programs before this one end jobs without counting them.
CREATE TABLE batches
(
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            uuid NOT NULL UNIQUE,
    most          integer NOT NULL,           -- jobs that it may have
    sealed        integer NOT NULL DEFAULT 0, -- 1: it takes no more
    total         bigint NOT NULL DEFAULT 0,
    succeeded     bigint NOT NULL DEFAULT 0,
    failed        bigint NOT NULL DEFAULT 0,
    cancelled     bigint NOT NULL DEFAULT 0,
    created_at    bigint NOT NULL,
    cancelled_at  bigint,                      -- when somebody asked for it
    cancel_reason text,
    completed_at  bigint,                      -- when it was sealed and all had ended, once
    all_succeeded integer NOT NULL DEFAULT 0, -- 1: all had succeeded then
    due_at        bigint,                      -- since when its grain has something to do; null: nothing
    detail        text NOT NULL            -- what was asked for, as JSON
);
CREATE INDEX batches_due ON batches (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX batches_done ON batches (completed_at) WHERE completed_at IS NOT NULL AND due_at IS NULL;

ALTER TABLE jobs ADD COLUMN batch text COLLATE "C"; -- the id of the batch; null: none
CREATE INDEX jobs_by_batch ON jobs (batch, seq) WHERE batch IS NOT NULL;

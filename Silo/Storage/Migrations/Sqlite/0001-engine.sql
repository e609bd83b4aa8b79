-- Jobs, their logs, their queues and counts. Times are Unix microseconds, UTC; ids are the 16 bytes of a UUID in network
-- order; input, result, checkpoint and detail are JSON text.
-- Applied migrations are never edited: a change is a new file.

-- Short columns stand first, so that reading them does not follow a long input into its overflow pages.
CREATE TABLE jobs
(
    seq             INTEGER PRIMARY KEY,
    id              BLOB    NOT NULL,
    queue           TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    tenant          TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    phase           INTEGER NOT NULL, -- 0 pending, 1 running, 2 succeeded, 3 failed, 4 cancelled
    priority        INTEGER NOT NULL,
    run_at          INTEGER NOT NULL,
    expires_at      INTEGER,
    started_at      INTEGER,
    ended_at        INTEGER,
    purge_at        INTEGER,
    owner           TEXT,
    token           BLOB,
    crashes         INTEGER NOT NULL,
    on_probation    INTEGER NOT NULL,
    payload_expired INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    stamp           INTEGER NOT NULL,
    detail          TEXT    NOT NULL, -- what is never searched for: retry rule, tags, attempts, error, progress, ...
    checkpoint      TEXT,
    input           TEXT,
    result          TEXT
);

-- Every read and write of one job.
CREATE UNIQUE INDEX jobs_by_id ON jobs (id);

-- The head of a queue, and when its next row is due. The kind stands last so that a list of queued jobs of one kind
-- needs no look at the rows of others.
CREATE INDEX jobs_pending ON jobs (queue, priority DESC, run_at, seq, kind) WHERE phase = 0;

-- What a queue compares its slots with, answered from the index alone.
CREATE INDEX jobs_running ON jobs (queue, id, owner, crashes, on_probation) WHERE phase = 1;

-- Lists by any combination of queue, kind and state: one range for each combination that job_counts knows, each in the
-- order of seq, which ends every index.
CREATE INDEX jobs_list ON jobs (queue, kind, phase);

-- Retention.
CREATE INDEX jobs_purge ON jobs (purge_at) WHERE purge_at IS NOT NULL AND phase >= 2;

CREATE TABLE job_logs
(
    job     INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (job, attempt, number)
) WITHOUT ROWID;

-- A start commits only under the current epoch of its queue.
CREATE TABLE queues
(
    name  TEXT    NOT NULL PRIMARY KEY,
    epoch INTEGER NOT NULL
) WITHOUT ROWID;

-- Kept in the same commit as the rows counted. The count is the sum over the shards; one of them may be negative.
CREATE TABLE job_counts
(
    queue TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    phase INTEGER NOT NULL,
    shard INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (queue, kind, phase, shard)
) WITHOUT ROWID;

-- The combinations of one state. Without the count, so that counting does not touch this index.
CREATE INDEX job_counts_by_phase ON job_counts (phase, queue, kind);

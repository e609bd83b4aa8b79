-- Jobs, their logs, their queues and counts, and who owns the database. Times are Unix microseconds, UTC.
-- Applied migrations are never edited: a change is a new file.

-- Free room in pages and early vacuum: a job's row changes a few times within seconds and then rests.
CREATE TABLE jobs
(
    seq             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id              uuid     NOT NULL,
    queue           text     NOT NULL COLLATE "C",
    kind            text     NOT NULL COLLATE "C",
    tenant          text     NOT NULL COLLATE "C",
    created_at      bigint   NOT NULL,
    phase           smallint NOT NULL, -- 0 pending, 1 running, 2 succeeded, 3 failed, 4 cancelled
    priority        integer  NOT NULL,
    run_at          bigint   NOT NULL,
    expires_at      bigint,
    started_at      bigint,
    ended_at        bigint,
    purge_at        bigint,
    owner           text COLLATE "C",
    token           uuid,
    crashes         integer  NOT NULL,
    on_probation    boolean  NOT NULL,
    payload_expired boolean  NOT NULL,
    version         bigint   NOT NULL,
    stamp           bigint   NOT NULL,
    detail          json     NOT NULL, -- what is never searched for: retry rule, tags, attempts, error, progress, ...
    -- json, not jsonb: the user's own text comes back byte by byte.
    checkpoint      json,
    input           json,
    result          json
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Every read and write of one job.
CREATE UNIQUE INDEX jobs_by_id ON jobs (id);

-- The head of a queue, and when its next row is due. The kind stands last so that a list of queued jobs of one kind
-- needs no look at the rows of others.
CREATE INDEX jobs_pending ON jobs (queue, priority DESC, run_at, seq, kind) WHERE phase = 0;

-- What a queue compares its slots with, answered from the index alone.
CREATE INDEX jobs_running ON jobs (queue, id) INCLUDE (owner, crashes, on_probation) WHERE phase = 1;

-- Lists by any combination of queue, kind and state: one range for each combination that job_counts knows, each in the
-- order of seq.
CREATE INDEX jobs_list ON jobs (queue, kind, phase, seq);

-- Retention.
CREATE INDEX jobs_purge ON jobs (purge_at) WHERE purge_at IS NOT NULL AND phase >= 2;

CREATE TABLE job_logs
(
    job     bigint  NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
    attempt integer NOT NULL,
    number  integer NOT NULL,
    at      bigint  NOT NULL,
    text    text    NOT NULL,
    PRIMARY KEY (job, attempt, number)
);

-- A start commits only under the current epoch of its queue.
CREATE TABLE queues
(
    name  text   NOT NULL COLLATE "C" PRIMARY KEY,
    epoch bigint NOT NULL
);

-- Kept in the same commit as the rows counted. The count is the sum over the shards; one of them may be negative.
CREATE TABLE job_counts
(
    queue text     NOT NULL COLLATE "C",
    kind  text     NOT NULL COLLATE "C",
    phase smallint NOT NULL,
    shard integer  NOT NULL,
    count bigint   NOT NULL,
    PRIMARY KEY (queue, kind, phase, shard)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The combinations of one state. Without the count, so that counting does not touch this index.
CREATE INDEX job_counts_by_phase ON job_counts (phase, queue, kind);

-- The one process that may write; every commit names its epoch. A session lock alone can be lost unnoticed, for instance
-- behind a connection pooler that hands sessions around.
CREATE TABLE engine_owner
(
    singleton boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (singleton),
    epoch     bigint  NOT NULL,
    owner     text    NOT NULL
);
INSERT INTO engine_owner (epoch, owner) VALUES (0, '');

-- Steps of jobs that have been done. Programs before this one would do them again.
CREATE TABLE job_steps
(
    job    INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
    series INTEGER NOT NULL, -- steps of other series than the job's are those of earlier runs
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (job, series, name)
) WITHOUT ROWID;

-- Steps of jobs that have been done. Programs before this one would do them again.
CREATE TABLE job_steps
(
    job    bigint NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
    series integer NOT NULL, -- steps of other series than the job's are those of earlier runs
    name   text COLLATE "C" NOT NULL,
    value  json NOT NULL,
    PRIMARY KEY (job, series, name)
);

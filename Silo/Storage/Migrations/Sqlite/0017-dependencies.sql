-- Jobs that wait for others to end. Programs before this one know no such jobs: they neither show them nor tell them of ends.
-- The phase of a job that waits is -1.
CREATE TABLE job_dependencies
(
    parent   BLOB    NOT NULL, -- the id of the job that is waited for
    child    BLOB    NOT NULL, -- the id of the job that waits; it may not be stored yet
    outcome  INTEGER,          -- the phase in which the parent ended first since then; null: it has not
    ended_at INTEGER,          -- when it did
    PRIMARY KEY (parent, child)
) WITHOUT ROWID;
CREATE INDEX job_dependencies_ended ON job_dependencies (ended_at) WHERE ended_at IS NOT NULL;

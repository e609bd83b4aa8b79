-- Jobs that wait for others to end. Programs before this one know no such jobs: they neither show them nor tell them of ends.
-- The phase of a job that waits is -1.
CREATE TABLE job_dependencies
(
    parent   uuid    NOT NULL, -- the id of the job that is waited for
    child    uuid    NOT NULL, -- the id of the job that waits; it may not be stored yet
    outcome  integer,          -- the phase in which the parent ended first since then; null: it has not
    ended_at bigint,          -- when it did
    PRIMARY KEY (parent, child)
);
CREATE INDEX job_dependencies_ended ON job_dependencies (ended_at) WHERE ended_at IS NOT NULL;

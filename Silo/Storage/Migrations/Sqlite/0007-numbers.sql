-- Small numbers of jobs of numbered kinds, given in the commit that inserts the job.
ALTER TABLE jobs ADD COLUMN number INTEGER;

-- The last number that was given. No number is given again, whatever became of its job.
CREATE TABLE job_numbers
(
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    last      INTEGER NOT NULL
);
INSERT INTO job_numbers (last) VALUES (0);

-- One job by its number, and lists in order of submission.
CREATE UNIQUE INDEX jobs_by_number ON jobs (number) WHERE number IS NOT NULL;

-- Those that have not ended, to be counted.
CREATE INDEX jobs_numbered_unfinished ON jobs (number) WHERE number IS NOT NULL AND phase < 2;

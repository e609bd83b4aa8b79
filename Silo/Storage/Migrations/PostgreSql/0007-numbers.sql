-- Small numbers of jobs of numbered kinds, given in the commit that inserts the job.
ALTER TABLE jobs ADD COLUMN number bigint;

-- No number is given again. A commit that is rolled back, or a crash of the server, leaves a gap.
CREATE SEQUENCE job_numbers AS bigint;

-- One job by its number, and lists in order of submission.
CREATE UNIQUE INDEX jobs_by_number ON jobs (number) WHERE number IS NOT NULL;

-- Those that have not ended, to be counted.
CREATE INDEX jobs_numbered_unfinished ON jobs (number) WHERE number IS NOT NULL AND phase < 2;

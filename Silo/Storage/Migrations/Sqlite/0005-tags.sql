-- Jobs by their tags. Kept in the same commit as the job; the column "detail" has the tags in their order.

CREATE TABLE job_tags
(
    job INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
    tag TEXT    NOT NULL,
    PRIMARY KEY (job, tag)
) WITHOUT ROWID;

-- Lists of one tag, in the order of seq.
CREATE INDEX job_tags_by_tag ON job_tags (tag, job);

INSERT OR IGNORE INTO job_tags (job, tag) SELECT j.seq, t.value FROM jobs j, json_each(j.detail, '$.tags') t;

-- Jobs by their tags. Kept in the same commit as the job; the column "detail" has the tags in their order.

CREATE TABLE job_tags
(
    job bigint NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
    tag text   NOT NULL COLLATE "C",
    PRIMARY KEY (job, tag)
);

-- Lists of one tag, in the order of seq.
CREATE INDEX job_tags_by_tag ON job_tags (tag, job);

INSERT INTO job_tags (job, tag) SELECT DISTINCT j.seq, t.tag FROM jobs j, json_array_elements_text(j.detail -> 'tags') AS t (tag);

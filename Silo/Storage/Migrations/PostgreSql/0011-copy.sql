-- How far a copy of another database into this one has come: a row for each table. Empty unless a copy is under way or was
-- interrupted; no service starts on this database as long as there is a row.
CREATE TABLE copy_progress
(
    name   text   NOT NULL PRIMARY KEY,
    source text   NOT NULL,
    copied bigint NOT NULL
);

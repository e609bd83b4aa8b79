-- Uploaded datasets, each a row that an upload replaces as a whole.
CREATE TABLE datasets
(
    name          TEXT    NOT NULL PRIMARY KEY,
    revision      INTEGER NOT NULL, -- uploads of this name so far
    version       TEXT    NOT NULL, -- of the contents
    uploaded_at   INTEGER NOT NULL,
    row_count     INTEGER NOT NULL,
    without_value INTEGER NOT NULL,
    questions     INTEGER NOT NULL,
    locations     INTEGER NOT NULL,
    content       BLOB    NOT NULL  -- see DatasetBytes
);

-- Uploaded datasets, each a row that an upload replaces as a whole.
CREATE TABLE datasets
(
    name          text    NOT NULL COLLATE "C" PRIMARY KEY,
    revision      bigint  NOT NULL, -- uploads of this name so far
    version       text    NOT NULL, -- of the contents
    uploaded_at   bigint  NOT NULL,
    row_count     bigint  NOT NULL,
    without_value bigint  NOT NULL,
    questions     integer NOT NULL,
    locations     integer NOT NULL,
    content       bytea   NOT NULL  -- see DatasetBytes
);

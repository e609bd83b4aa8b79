-- How many jobs ended, for each queue and period of five seconds (numbered since 1970). Sixteen rows a queue, used in turn,
-- kept in the same commits as the ends.
CREATE TABLE queue_ends
(
    queue  TEXT    NOT NULL,
    slot   INTEGER NOT NULL,
    period INTEGER NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (queue, slot)
) WITHOUT ROWID;

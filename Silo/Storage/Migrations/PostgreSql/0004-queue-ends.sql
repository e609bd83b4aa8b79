-- How many jobs ended, for each queue and period of five seconds (numbered since 1970). Sixteen rows a queue, used in turn,
-- kept in the same commits as the ends.
CREATE TABLE queue_ends
(
    queue  text   NOT NULL COLLATE "C",
    slot   bigint NOT NULL,
    period bigint NOT NULL,
    count  bigint NOT NULL,
    PRIMARY KEY (queue, slot)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

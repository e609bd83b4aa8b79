-- How often each path was requested. Texts compare by their bytes.
CREATE TABLE traffic_counts
(
    url      text   NOT NULL COLLATE "C" PRIMARY KEY,
    requests bigint NOT NULL
) WITH (fillfactor = 80);

-- The list of paths, read backwards: the most requested first, among equals the greatest by bytes.
CREATE INDEX traffic_counts_by_requests ON traffic_counts (requests, url);

-- The last flush of each process that was recorded, so that none is twice.
CREATE TABLE traffic_processes
(
    process  uuid   NOT NULL PRIMARY KEY,
    sequence bigint NOT NULL,
    told_at  bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE INDEX traffic_processes_by_time ON traffic_processes (told_at);

-- Requests for each period of five seconds (numbered since 1970). Sixteen rows, used in turn.
CREATE TABLE traffic_periods
(
    slot     bigint NOT NULL PRIMARY KEY,
    period   bigint NOT NULL,
    requests bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- How often each path was requested. Texts compare by their bytes.
CREATE TABLE traffic_counts
(
    url      TEXT    NOT NULL PRIMARY KEY,
    requests INTEGER NOT NULL
) WITHOUT ROWID;

-- The list of paths, read backwards: the most requested first, among equals the greatest by bytes.
CREATE INDEX traffic_counts_by_requests ON traffic_counts (requests, url);

-- The last flush of each process that was recorded, so that none is twice.
CREATE TABLE traffic_processes
(
    process  BLOB    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    told_at  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX traffic_processes_by_time ON traffic_processes (told_at);

-- Requests for each period of five seconds (numbered since 1970). Sixteen rows, used in turn.
CREATE TABLE traffic_periods
(
    slot     INTEGER NOT NULL PRIMARY KEY,
    period   INTEGER NOT NULL,
    requests INTEGER NOT NULL
);

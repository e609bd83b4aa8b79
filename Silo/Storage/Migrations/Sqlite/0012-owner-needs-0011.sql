-- The one process that may write: every commit names its epoch. A lock of a file beside the database can be got round, by a link,
-- a mount, or a file system without locks.

CREATE TABLE engine_owner
(
    singleton INTEGER NOT NULL DEFAULT 1 PRIMARY KEY CHECK (singleton = 1),
    epoch     INTEGER NOT NULL,
    owner     TEXT    NOT NULL
);
INSERT INTO engine_owner (epoch, owner) VALUES (0, '');

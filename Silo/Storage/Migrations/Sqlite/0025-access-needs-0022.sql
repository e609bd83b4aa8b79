-- API keys, of which only hashes are stored, and what operators changed.
CREATE TABLE api_keys
(
    id      TEXT NOT NULL PRIMARY KEY,
    detail  TEXT NOT NULL, -- what is known of it, and its hash, as JSON
    used_at INTEGER -- when it was used last
) WITHOUT ROWID;

CREATE TABLE audit
(
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL,
    target TEXT NOT NULL,
    detail TEXT NOT NULL -- the whole entry, as JSON
);

-- Lists of one tenant's jobs.
CREATE INDEX jobs_by_tenant ON jobs (tenant, seq) WHERE tenant <> 'default';

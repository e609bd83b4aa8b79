-- API keys, of which only hashes are stored, and what operators changed.
CREATE TABLE api_keys
(
    id      text NOT NULL COLLATE "C" PRIMARY KEY,
    detail  text NOT NULL, -- what is known of it, and its hash, as JSON
    used_at bigint -- when it was used last
);

CREATE TABLE audit
(
    seq    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id     text NOT NULL COLLATE "C" UNIQUE,
    at     bigint NOT NULL,
    actor  text NOT NULL,
    target text NOT NULL,
    detail text NOT NULL -- the whole entry, as JSON
);

-- Lists of one tenant's jobs.
CREATE INDEX jobs_by_tenant ON jobs (tenant, seq) WHERE tenant <> 'default';

-- Jobs that are submitted by a statement, in a transaction of the caller: the function submit, in schema orleansjobs if the tables are in public, else in theirs.
-- Programs before this one find such jobs within a second, and keep no count of what they do not see: the counts of such transactions stay apart until one
-- of this version adds them up.

-- What the programs have handlers for, as JSON: queue, timeout, retry, inputSchema.
CREATE TABLE submit_kinds
(
    name     text    NOT NULL COLLATE "C" PRIMARY KEY,
    numbered boolean NOT NULL,
    detail   text    NOT NULL
);

-- Their limits, by the names of the settings.
CREATE TABLE submit_limits
(
    name  text   NOT NULL PRIMARY KEY,
    value bigint NOT NULL
);

-- What of a JSON value does not fit a JSON Schema (2020-12); null if all does. Of the keywords it knows those below, and those that say nothing about values;
-- of others it says so if it is to be strict, and else passes over them.
CREATE FUNCTION submit_misfit(root jsonb, schema jsonb, value jsonb, strict boolean, at text DEFAULT 'input') RETURNS text
    LANGUAGE plpgsql STABLE AS
$$
#variable_conflict use_variable
DECLARE
    type    text := jsonb_typeof(value);
    whole   boolean := type = 'number' AND (value #>> '{}')::numeric = trunc((value #>> '{}')::numeric);
    keyword text;
    rule    jsonb;
    item    record;
    fits    integer;
    misfit  text;
BEGIN
    IF schema = 'true' THEN RETURN NULL; END IF;
    IF schema = 'false' THEN RETURN at || ' is not allowed'; END IF;
    FOR keyword, rule IN SELECT * FROM jsonb_each(schema)
    LOOP
        misfit := NULL;
        CASE keyword
            WHEN 'type' THEN
                IF NOT EXISTS (SELECT FROM jsonb_array_elements_text(CASE jsonb_typeof(rule) WHEN 'array' THEN rule ELSE jsonb_build_array(rule) END) t (name)
                               WHERE t.name = type OR (t.name = 'integer' AND whole)) THEN misfit := at || ' must be ' || rule; END IF;
            WHEN 'enum' THEN IF NOT EXISTS (SELECT FROM jsonb_array_elements(rule) e (one) WHERE e.one = value) THEN misfit := at || ' must be one of ' || rule; END IF;
            WHEN 'const' THEN IF rule <> value THEN misfit := at || ' must be ' || rule; END IF;
            WHEN 'minimum' THEN IF type = 'number' AND value < rule THEN misfit := at || ' must be at least ' || rule; END IF;
            WHEN 'maximum' THEN IF type = 'number' AND value > rule THEN misfit := at || ' must be at most ' || rule; END IF;
            WHEN 'exclusiveMinimum' THEN IF type = 'number' AND value <= rule THEN misfit := at || ' must be more than ' || rule; END IF;
            WHEN 'exclusiveMaximum' THEN IF type = 'number' AND value >= rule THEN misfit := at || ' must be less than ' || rule; END IF;
            WHEN 'minLength' THEN IF type = 'string' AND char_length(value #>> '{}') < rule::numeric THEN misfit := at || ' is too short'; END IF;
            WHEN 'maxLength' THEN IF type = 'string' AND char_length(value #>> '{}') > rule::numeric THEN misfit := at || ' is too long'; END IF;
            WHEN 'minItems' THEN IF type = 'array' AND jsonb_array_length(value) < rule::numeric THEN misfit := at || ' has too few items'; END IF;
            WHEN 'maxItems' THEN IF type = 'array' AND jsonb_array_length(value) > rule::numeric THEN misfit := at || ' has too many items'; END IF;
            WHEN 'required' THEN
                IF type = 'object' THEN
                    SELECT at || ' misses ' || t.name INTO misfit FROM jsonb_array_elements_text(rule) t (name) WHERE NOT value ? t.name LIMIT 1;
                END IF;
            WHEN 'properties' THEN
                IF type = 'object' THEN
                    FOR item IN SELECT p.key, p.value FROM jsonb_each(rule) p WHERE value ? p.key
                    LOOP
                        misfit := COALESCE(misfit, submit_misfit(root, item.value, value -> item.key, strict, at || '.' || item.key));
                    END LOOP;
                END IF;
            WHEN 'additionalProperties' THEN
                IF type = 'object' AND (strict OR NOT schema ? 'patternProperties') THEN
                    FOR item IN SELECT v.key, v.value FROM jsonb_each(value) v WHERE NOT COALESCE(schema -> 'properties', '{}') ? v.key
                    LOOP
                        misfit := COALESCE(misfit, submit_misfit(root, rule, item.value, strict, at || '.' || item.key));
                    END LOOP;
                END IF;
            WHEN 'items' THEN
                IF type = 'array' THEN
                    FOR item IN SELECT i.value, i.place FROM jsonb_array_elements(value) WITH ORDINALITY i (value, place)
                    LOOP
                        misfit := COALESCE(misfit, submit_misfit(root, rule, item.value, strict, at || '[' || item.place - 1 || ']'));
                    END LOOP;
                END IF;
            WHEN 'allOf', 'anyOf', 'oneOf' THEN
                SELECT COUNT(*) INTO fits FROM jsonb_array_elements(rule) s (part) WHERE submit_misfit(root, s.part, value, strict, at) IS NULL;
                IF fits = 0 OR (keyword = 'allOf' AND fits < jsonb_array_length(rule)) OR (keyword = 'oneOf' AND fits > 1) THEN
                    misfit := at || ' does not fit ' || keyword;
                END IF;
            WHEN 'not' THEN IF submit_misfit(root, rule, value, strict, at) IS NULL THEN misfit := at || ' fits what it must not'; END IF;
            WHEN '$ref' THEN
                -- A JSON Pointer (RFC 6901), as schemas of kinds refer to their own parts only.
                misfit := submit_misfit(root, COALESCE(root #> ARRAY(
                    SELECT replace(replace(p.part, '~1', '/'), '~0', '~') FROM unnest(string_to_array(ltrim(rule #>> '{}', '#/'), '/')) p (part)), 'true'), value, strict, at);
            WHEN 'title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', '$comment', '$schema', '$defs', 'definitions' THEN NULL;
            ELSE IF strict THEN misfit := 'the schema of the kind has ' || keyword || ', which this function cannot check: submit over HTTP'; END IF;
        END CASE;
        IF misfit IS NOT NULL THEN RETURN misfit; END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- A UUIDv7 (RFC 9562, 5.7) of a time in microseconds since 1970.
CREATE FUNCTION submit_id(at bigint) RETURNS uuid
    LANGUAGE sql VOLATILE AS
$$
SELECT encode(set_byte(b, 6, (get_byte(b, 6) & 15) | 112), 'hex')::uuid
FROM (SELECT overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send(at / 1000) FROM 3) FROM 1 FOR 6)) r (b)
$$;

-- As JobId.FromKey.
CREATE FUNCTION submit_id_of_key(tenant text, key text) RETURNS uuid
    LANGUAGE sql IMMUTABLE AS
$$
SELECT encode(set_byte(set_byte(b, 6, (get_byte(b, 6) & 15) | 128), 8, (get_byte(b, 8) & 63) | 128), 'hex')::uuid
FROM (SELECT convert_to(tenant, 'UTF8'), convert_to(key, 'UTF8')) u (t, k),
     LATERAL (SELECT substring(sha256(int4send(octet_length(t)) || t || int4send(octet_length(k)) || k) FROM 1 FOR 16)) h (b)
$$;

-- A duration as the column detail of jobs has it; null if there is none.
CREATE FUNCTION submit_duration(span interval) RETURNS text
    LANGUAGE sql IMMUTABLE AS
$$
SELECT (us / 86400000000) || '.' || to_char(us / 3600000000 % 24, 'FM00') || ':' || to_char(us / 60000000 % 60, 'FM00') || ':'
    || to_char(us / 1000000 % 60, 'FM00') || '.' || to_char(us % 1000000, 'FM000000') || '0'
FROM (SELECT (extract(epoch FROM span) * 1000000)::bigint) s (us)
$$;

CREATE FUNCTION submit(
    kind text, input json DEFAULT NULL, queue text DEFAULT NULL, priority integer DEFAULT 0, run_at timestamptz DEFAULT NULL, delay interval DEFAULT NULL,
    key text DEFAULT NULL, lane text DEFAULT NULL, cost integer DEFAULT 1, tags text[] DEFAULT '{}', requires text[] DEFAULT '{}',
    timeout interval DEFAULT NULL, expires_at timestamptz DEFAULT NULL) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER AS
$$
#variable_conflict use_variable
DECLARE
    tenant      CONSTANT text := 'default';
    now         CONSTANT bigint := extract(epoch FROM clock_timestamp()) * 1000000;
    limits      CONSTANT jsonb := (SELECT jsonb_object_agg(l.name, l.value) FROM submit_limits l);
    longest     CONSTANT integer := limits ->> 'Name';
    ahead       CONSTANT interval := make_interval(secs => (limits ->> 'Ahead')::double precision);
    known       jsonb;
    is_numbered boolean;
    is_outside  boolean := false;
    fault       text;
    target      text;
    fingerprint text;
    made        bigint;
    id          uuid;
BEGIN
    SELECT s.detail::jsonb, s.numbered INTO known, is_numbered FROM submit_kinds s WHERE s.name = submit.kind;
    IF NOT FOUND THEN
        SELECT k.detail::jsonb, false, true INTO known, is_numbered, is_outside FROM kinds k WHERE k.name = submit.kind;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'kind: "%" is not one of the registered kinds', submit.kind USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END IF;

    fault := CASE
        WHEN submit.priority IS NULL OR submit.priority NOT BETWEEN -100 AND 100 THEN 'priority: must be from -100 to 100'
        WHEN submit.cost IS NULL OR submit.cost NOT BETWEEN 1 AND 1000000 THEN 'cost: must be from 1 to 1000000'
        WHEN char_length(submit.queue) NOT BETWEEN 1 AND longest THEN format('queue: must have 1 to %s characters', longest)
        WHEN submit.queue !~ '^[A-Za-z0-9._-]+$' OR submit.queue IN ('.', '..') THEN 'queue: may contain only letters a-z and A-Z, digits, dot, underscore and hyphen, and must not be "." or ".."'
        WHEN char_length(submit.lane) NOT BETWEEN 1 AND longest THEN format('lane: must have 1 to %s characters', longest)
        WHEN char_length(submit.key) NOT BETWEEN 1 AND 255 THEN 'key: must have 1 to 255 characters'
        WHEN submit.run_at IS NOT NULL AND submit.delay IS NOT NULL THEN 'delay: excludes run_at: give one of the two'
        WHEN submit.run_at > clock_timestamp() + ahead THEN format('run_at: must be at most %s ahead', ahead)
        WHEN submit.delay < interval '0' OR submit.delay > ahead THEN format('delay: must be from zero to %s', ahead)
        WHEN submit.timeout <= interval '0' OR submit.timeout > ahead THEN format('timeout: must be more than zero and at most %s', ahead)
        WHEN cardinality(submit.tags) > (limits ->> 'Tags')::int THEN format('tags: must be at most %s', limits ->> 'Tags')
        WHEN EXISTS (SELECT FROM unnest(submit.tags) t WHERE t IS NULL OR char_length(t) NOT BETWEEN 1 AND longest) THEN format('tags: must each have 1 to %s characters', longest)
        WHEN cardinality(submit.requires) > 0 AND NOT is_outside THEN 'requires: is only for kinds that workers outside run'
        WHEN cardinality(submit.requires) > (limits ->> 'Labels')::int THEN format('requires: must be at most %s', limits ->> 'Labels')
        WHEN cardinality(submit.requires) <> (SELECT COUNT(DISTINCT t) FROM unnest(submit.requires) t) THEN 'requires: must name no label twice'
        WHEN EXISTS (SELECT FROM unnest(submit.requires) t WHERE t IS NULL OR char_length(t) NOT BETWEEN 1 AND longest OR t ~ '[[:cntrl:]]')
            THEN format('requires: must each have 1 to %s characters, none of them a control character', longest)
        WHEN octet_length(submit.input::text) > (limits ->> 'Input')::int THEN format('input: is larger than %s bytes', limits ->> 'Input')
        -- No input is one without members to a handler, and null to workers.
        ELSE submit_misfit(
            known -> 'inputSchema', COALESCE(known -> 'inputSchema', 'true'),
            COALESCE(submit.input::jsonb, CASE WHEN NOT is_outside AND known -> 'inputSchema' -> 'type' @> '"object"' THEN '{}' ELSE 'null' END::jsonb), is_outside)
    END;
    IF fault IS NOT NULL THEN RAISE EXCEPTION '%', fault USING ERRCODE = 'invalid_parameter_value'; END IF;

    target := COALESCE(submit.queue, known ->> 'queue', 'default');
    IF EXISTS (SELECT FROM queues q WHERE q.name = target
               AND q.max_depth <= (SELECT COALESCE(SUM(c.count), 0) FROM job_counts c WHERE c.queue = q.name AND c.phase = 0)) THEN
        RAISE EXCEPTION 'queue: as many jobs wait in % as may', target USING ERRCODE = 'configuration_limit_exceeded';
    END IF;

    id := CASE WHEN submit.key IS NULL THEN submit_id(now) ELSE submit_id_of_key(tenant, submit.key) END;
    fingerprint := 'sql:' || encode(sha256(convert_to(jsonb_build_array(
        submit.kind, submit.input, submit.queue, submit.priority, submit.run_at, submit.delay, submit.lane, submit.cost, submit.tags, submit.requires,
        submit.timeout, submit.expires_at)::text, 'UTF8')), 'hex');
    INSERT INTO jobs AS j (
        id, queue, kind, tenant, created_at, lane, cost, line, phase, priority, run_at, expires_at, crashes, on_probation, payload_expired, version, stamp, number, input, detail)
    VALUES (
        id, target, submit.kind, tenant, now, submit.lane, NULLIF(submit.cost, 1),
        CASE WHEN is_outside THEN concat_ws(E'\n', target, submit.kind, (SELECT string_agg(t, E'\n' ORDER BY t COLLATE "C") FROM unnest(submit.requires) t)) END,
        CASE WHEN is_outside THEN -2 ELSE 0 END, submit.priority,
        GREATEST(now, COALESCE(extract(epoch FROM submit.run_at) * 1000000, now + extract(epoch FROM submit.delay) * 1000000, now)::bigint),
        (extract(epoch FROM submit.expires_at) * 1000000)::bigint, 0, false, false, CASE WHEN submit.key IS NULL THEN 0 ELSE now END,
        ('x' || encode(substring(uuid_send(gen_random_uuid()) FROM 9), 'hex'))::bit(64)::bigint,
        CASE WHEN is_numbered THEN nextval('job_numbers') END, submit.input,
        jsonb_strip_nulls(jsonb_build_object(
            'format', 1, 'tags', COALESCE(submit.tags, '{}'), 'retry', known -> 'retry', 'attempts', '[]'::jsonb,
            'timeout', COALESCE(submit_duration(submit.timeout), known ->> 'timeout'),
            'fingerprint', CASE WHEN submit.key IS NOT NULL THEN fingerprint END))::json)
    ON CONFLICT DO NOTHING RETURNING j.seq INTO made;
    IF made IS NULL THEN
        IF EXISTS (SELECT FROM jobs j WHERE j.id = submit_id_of_key(tenant, submit.key) AND j.detail ->> 'fingerprint' = fingerprint) THEN RETURN id; END IF;
        RAISE EXCEPTION 'key: "%" belongs to a job that was submitted with another request, or over HTTP', submit.key USING ERRCODE = 'unique_violation';
    END IF;

    INSERT INTO job_tags (job, tag) SELECT DISTINCT made, t FROM unnest(submit.tags) t;
    -- In a shard of this transaction's own: it may last, and nobody shall wait for it.
    INSERT INTO job_counts AS c (queue, kind, phase, shard, count) VALUES (target, submit.kind, 0, -1 - (txid_current() % 2000000000)::int, 1)
    ON CONFLICT ON CONSTRAINT job_counts_pkey DO UPDATE SET count = c.count + 1;
    PERFORM pg_notify('orleansjobs', target);
    RETURN id;
END
$$;

-- With the rights of the service, whatever its caller's search path is, and for those alone to whom it is given.
DO
$$
BEGIN
    EXECUTE format('ALTER FUNCTION submit SET search_path = %I, pg_temp', current_schema());
    REVOKE ALL ON FUNCTION submit FROM PUBLIC;
    IF current_schema() = 'public' THEN
        CREATE SCHEMA IF NOT EXISTS orleansjobs;
        ALTER FUNCTION submit SET SCHEMA orleansjobs;
    END IF;
EXCEPTION
    -- Who may not make schemas has it beside the tables.
    WHEN insufficient_privilege THEN
        EXECUTE format('ALTER FUNCTION submit SET search_path = %I, pg_temp', current_schema());
        REVOKE ALL ON FUNCTION submit FROM PUBLIC;
END
$$;

-- What an operator has set of a queue; it goes before the configuration.
ALTER TABLE queues ADD COLUMN concurrency INTEGER; -- null: as configured
ALTER TABLE queues ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;

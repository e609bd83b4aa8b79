-- What an operator has set of a queue; it goes before the configuration.
ALTER TABLE queues ADD COLUMN concurrency integer; -- null: as configured
ALTER TABLE queues ADD COLUMN paused boolean NOT NULL DEFAULT false;

-- What holds a queue, so that no job of it starts. Programs before this one pass over it: they start jobs as if nothing did.
ALTER TABLE queues ADD COLUMN held_until bigint; -- as a job asked; null: none did
ALTER TABLE queues ADD COLUMN breaker_until bigint; -- until when the breaker is open, later half-open; null: closed
ALTER TABLE queues ADD COLUMN breaker_trial uuid; -- the last job started while it is half-open

-- Grain states and reminders, with the names, columns and types of Microsoft Orleans' AdoNet providers, so that either
-- grain host reads what the other wrote. Orleans' own statements (its table OrleansQuery) are not part of this.

CREATE TABLE OrleansStorage
(
    grainidhash            integer                     NOT NULL,
    grainidn0              bigint                      NOT NULL,
    grainidn1              bigint                      NOT NULL,
    graintypehash          integer                     NOT NULL,
    graintypestring        character varying(512)      NOT NULL,
    grainidextensionstring character varying(512),
    serviceid              character varying(150)      NOT NULL,
    payloadbinary          bytea,
    modifiedon             timestamp without time zone NOT NULL,
    version                integer
);

-- Every read and write of one state; the hashes are narrow, the rest of the key is compared in the row.
CREATE INDEX ix_orleansstorage ON OrleansStorage USING btree (grainidhash, graintypehash);

CREATE TABLE OrleansRemindersTable
(
    ServiceId    varchar(150)   NOT NULL,
    GrainId      varchar(150)   NOT NULL,
    ReminderName varchar(150)   NOT NULL,
    StartTime    timestamptz(3) NOT NULL,
    Period       bigint         NOT NULL,
    GrainHash    integer        NOT NULL,
    Version      integer        NOT NULL,
    CONSTRAINT PK_RemindersTable_ServiceId_GrainId_ReminderName PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

-- A silo reads the reminders of its part of the hash ring.
CREATE INDEX reminders_by_hash ON OrleansRemindersTable (ServiceId, GrainHash);

-- Grain states and reminders, with the names, columns and types of Microsoft Orleans' AdoNet providers, so that either
-- grain host reads what the other wrote. Orleans' own statements (its table OrleansQuery) are not part of this.
-- Orleans has no reminder script for SQLite; the second table follows its PostgreSQL script.

CREATE TABLE OrleansStorage
(
    GrainIdHash            INT           NOT NULL,
    GrainIdN0              BIGINT        NOT NULL,
    GrainIdN1              BIGINT        NOT NULL,
    GrainTypeHash          INT           NOT NULL,
    GrainTypeString        NVARCHAR(512) NOT NULL,
    GrainIdExtensionString NVARCHAR(512) NULL,
    ServiceId              NVARCHAR(150) NOT NULL,
    PayloadBinary          BLOB          NULL,
    ModifiedOn             DATETIME      NOT NULL,
    Version                INT           NULL
);

-- Every read and write of one state; the hashes are narrow, the rest of the key is compared in the row.
CREATE INDEX IX_OrleansStorage ON OrleansStorage (GrainIdHash, GrainTypeHash);

CREATE TABLE OrleansRemindersTable
(
    ServiceId    NVARCHAR(150) NOT NULL,
    GrainId      NVARCHAR(150) NOT NULL,
    ReminderName NVARCHAR(150) NOT NULL,
    StartTime    DATETIME      NOT NULL,
    Period       BIGINT        NOT NULL,
    GrainHash    INT           NOT NULL,
    Version      INT           NOT NULL,
    CONSTRAINT PK_RemindersTable_ServiceId_GrainId_ReminderName PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

-- A silo reads the reminders of its part of the hash ring.
CREATE INDEX reminders_by_hash ON OrleansRemindersTable (ServiceId, GrainHash);

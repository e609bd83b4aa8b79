using System.Data.Common;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Schedules;

namespace OrleansJobs.Silo.Storage.Schedules;

/// <summary>The table of schedules, one row a name. Every write names the stamp of the row that it replaces.</summary>
internal sealed class ScheduleTable(Database database) : IScheduleStore
{
    public const string One = "SELECT detail FROM schedules WHERE name = $1";

    public const string Many = "SELECT detail FROM schedules WHERE name > $1 ORDER BY name LIMIT $2";

    public const string Due = "SELECT name, wake_at FROM schedules WHERE wake_at IS NOT NULL AND wake_at <= $1 ORDER BY wake_at LIMIT $2";

    public const string Declared = "SELECT name FROM schedules WHERE declared = 1 AND name > '' ORDER BY name";

    public const string Update = "UPDATE schedules SET wake_at = $3, declared = $4, stamp = $5, detail = $6 WHERE name = $1 AND stamp = $2";

    public const string Delete = "DELETE FROM schedules WHERE name = $1 AND stamp = $2";

    private const string Insert = "INSERT INTO schedules (name, wake_at, declared, stamp, detail) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING";

    public Task<ScheduleRecord?> Read(string name, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(One, name).ReadAll(Read, token)).SingleOrDefault(), cancellationToken);

    public Task<bool> Write(ScheduleRecord? before, ScheduleRecord? after)
    {
        var detail = after is null ? null : ScheduleText.Of(after, database.Sealing);
        return database.Write((session, _) => (before, after) switch
        {
            (null, not null) => session.Execute(Insert, after.Name, StoredTime.From(after.WakeAt), IsDeclared(after), after.Stamp, detail),
            (not null, not null) => session.Execute(Update, before.Name, before.Stamp, StoredTime.From(after.WakeAt), IsDeclared(after), after.Stamp, detail),
            (not null, null) => session.Execute(Delete, before.Name, before.Stamp),
            (null, null) => throw new ArgumentException("There is nothing to write."),
        } == 1);
    }

    public Task<IReadOnlyList<ScheduleRecord>> List(string after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ScheduleRecord>>(
            async (session, token) => await session.Command(Many, after, limit).ReadAll(Read, token), cancellationToken);

    public Task<IReadOnlyList<string>> ListDeclared(CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        async (session, token) => await session.Command(Declared).ReadAll(row => row.GetString(0), token), cancellationToken);

    public Task<IReadOnlyList<DueSchedule>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DueSchedule>>(
            async (session, token) => await session.Command(Due, StoredTime.From(until), limit).ReadAll(
                row => new DueSchedule(row.GetString(0), StoredTime.To(row.GetInt64(1))), token),
            cancellationToken);

    private static long IsDeclared(ScheduleRecord schedule) => schedule.Declaration == ScheduleDeclaration.Present ? 1 : 0;

    private ScheduleRecord Read(DbDataReader row) => ScheduleText.Read(row.GetString(0), database.Sealing);
}

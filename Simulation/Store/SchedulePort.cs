using OrleansJobs.Grains.Schedules;

namespace OrleansJobs.Simulation.Store;

/// <summary>The table of schedules, over one silo's connection.</summary>
internal sealed class SchedulePort(ScheduleRows rows, StoreLine line) : IScheduleStore
{
    public Task<ScheduleRecord?> Read(string name, CancellationToken cancellationToken) => line.Read(() => rows.Read(name));

    public Task<bool> Write(ScheduleRecord? before, ScheduleRecord? after) => line.Commit(() => rows.Write(before, after));

    public Task<IReadOnlyList<ScheduleRecord>> List(string after, int limit, CancellationToken cancellationToken) => line.Read(() => rows.List(after, limit));

    public Task<IReadOnlyList<string>> ListDeclared(CancellationToken cancellationToken) => line.Read(rows.ListDeclared);

    public Task<IReadOnlyList<DueSchedule>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        line.Read(() => rows.ReadDue(until, limit));
}

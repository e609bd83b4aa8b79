using OrleansJobs.Grains.Schedules;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Tests.Support;

/// <summary>The table of schedules in memory.</summary>
internal sealed class MemoryScheduleStore : IScheduleStore
{
    private readonly ScheduleRows _rows = new(Plant.None);
    private readonly Lock _lock = new();

    /// <summary>How often a schedule was read.</summary>
    public int Reads { get; private set; }

    public Task<ScheduleRecord?> Read(string name, CancellationToken cancellationToken) => Locked(() =>
    {
        Reads++;
        return _rows.Read(name);
    });

    public Task<bool> Write(ScheduleRecord? before, ScheduleRecord? after) => Locked(() => _rows.Write(before, after));

    public Task<IReadOnlyList<ScheduleRecord>> List(string after, int limit, CancellationToken cancellationToken) => Locked(() => _rows.List(after, limit));

    public Task<IReadOnlyList<string>> ListDeclared(CancellationToken cancellationToken) => Locked(_rows.ListDeclared);

    public Task<IReadOnlyList<DueSchedule>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Locked(() => _rows.ReadDue(until, limit));

    private Task<T> Locked<T>(Func<T> act)
    {
        lock (_lock) return Task.FromResult(act());
    }
}

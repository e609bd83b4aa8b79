using OrleansJobs.Grains.Schedules;
using OrleansJobs.Schedules;

namespace OrleansJobs.Simulation.Store;

/// <summary>The schedules of a world's database: what is committed.</summary>
internal sealed class ScheduleRows(Plant plant)
{
    private readonly SortedDictionary<string, ScheduleRecord> _rows = new(StringComparer.Ordinal);

    /// <summary>Told of every committed change of a schedule that is there afterwards.</summary>
    public Action<ScheduleRecord>? Changed { get; set; }

    /// <summary>Whether nothing will ever be due again.</summary>
    public bool AreDone => _rows.Values.All(row => row.WakeAt is null);

    public ScheduleRecord? Read(string name) =>
        _rows.GetValueOrDefault(name) is { } row && plant == Plant.LastRunForgotten ? row with { Last = null } : _rows.GetValueOrDefault(name);

    public bool Write(ScheduleRecord? before, ScheduleRecord? after)
    {
        var name = (before ?? after)!.Name;
        if (Read(name)?.Stamp != before?.Stamp) return false;
        if (after is null) _rows.Remove(name);
        else _rows[name] = plant == Plant.ClaimsForgotten ? after with { Claimed = [] } : after;
        if (after is not null) Changed?.Invoke(after);
        return true;
    }

    public IReadOnlyList<ScheduleRecord> List(string after, int limit) =>
        [.. _rows.Values.Where(row => string.CompareOrdinal(row.Name, after) > 0).Take(limit)];

    public IReadOnlyList<string> ListDeclared() =>
        [.. _rows.Values.Where(row => row.Declaration == ScheduleDeclaration.Present).Select(row => row.Name)];

    public IReadOnlyList<DueSchedule> ReadDue(DateTimeOffset until, int limit) =>
        [.. _rows.Values.Where(row => row.WakeAt <= until).OrderBy(row => row.WakeAt).Take(limit).Select(row => new DueSchedule(row.Name, row.WakeAt!.Value))];
}

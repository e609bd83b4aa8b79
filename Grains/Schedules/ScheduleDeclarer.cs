using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>
/// Makes the declared schedules when its silo has started, and marks those that were declared before and are not any more. It tries again
/// until it has done all.
/// </summary>
internal sealed class ScheduleDeclarer : RecurringTask
{
    private readonly Dictionary<string, ScheduleSpec> _declared = new(StringComparer.Ordinal);
    private readonly IScheduleStore _store;
    private readonly IGrainFactory _grains;

    /// <remarks>The configuration's word is the last, since whoever runs the program can change it.</remarks>
    public ScheduleDeclarer(
        IEnumerable<DeclaredSchedule> inCode,
        IOptions<SchedulesOptions> configured,
        IScheduleStore store,
        IGrainFactory grains,
        TimeProvider time,
        ILogger<ScheduleDeclarer> logger)
        : base(time, TimeSpan.FromSeconds(1), logger)
    {
        foreach (var (name, spec) in inCode.Concat(configured.Value.Declared)) _declared[name] = spec;
        (_store, _grains) = (store, grains);
    }

    protected override async Task Run(CancellationToken cancellationToken)
    {
        var results = new List<ScheduleResult>();
        foreach (var (name, spec) in _declared) results.Add(await Schedule(name).Declare(spec));
        foreach (var name in await _store.ListDeclared(cancellationToken))
            if (!_declared.ContainsKey(name)) results.Add(await Schedule(name).Undeclare());

        if (!results.OfType<ScheduleResult.Unavailable>().Any()) Dispose();
    }

    private IScheduleGrain Schedule(string name) => _grains.GetGrain<IScheduleGrain>(name);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>
/// Makes the declared schedules when its silo has started, and marks those that were declared before and are not any more. It tries again
/// until it has done all.
/// </summary>
internal sealed class ScheduleDeclarer : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ScheduleSpec> _declared = new(StringComparer.Ordinal);
    private readonly IScheduleStore _store;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Recurring? _declaring;

    /// <remarks>The configuration's word is the last, since whoever runs the program can change it.</remarks>
    public ScheduleDeclarer(
        IEnumerable<DeclaredSchedule> inCode,
        IOptions<SchedulesOptions> configured,
        IScheduleStore store,
        IGrainFactory grains,
        TimeProvider time,
        ILogger<ScheduleDeclarer> logger)
    {
        foreach (var (name, spec) in inCode.Concat(configured.Value.Declared)) _declared[name] = spec;
        (_store, _grains, _time, _logger) = (store, grains, time, logger);
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ScheduleDeclarer), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _declaring?.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _declaring = new Recurring(_time, Every, Declare, _logger);
        return Task.CompletedTask;
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    private async Task Declare(CancellationToken cancellationToken)
    {
        var results = new List<ScheduleResult>();
        foreach (var (name, spec) in _declared) results.Add(await Schedule(name).Declare(spec));
        foreach (var name in await _store.ListDeclared(cancellationToken))
            if (!_declared.ContainsKey(name)) results.Add(await Schedule(name).Undeclare());

        if (!results.OfType<ScheduleResult.Unavailable>().Any()) _declaring?.Dispose();
    }

    private IScheduleGrain Schedule(string name) => _grains.GetGrain<IScheduleGrain>(name);
}

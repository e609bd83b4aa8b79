namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Observers of a lifecycle: started stage by stage upwards, stopped downwards from the last stage that started. Those
/// of one stage start and stop together, in the order in which they came.
/// </summary>
internal sealed class StagedObservers
{
    private readonly List<Part> _parts = [];

    public int HighestStarted { get; private set; } = int.MinValue;

    public int LowestStopped { get; private set; } = int.MaxValue;

    public IDisposable Add(int stage, ILifecycleObserver observer)
    {
        var part = new Part(this, stage, observer);
        _parts.Add(part);
        return part;
    }

    public async Task Start(CancellationToken token)
    {
        foreach (var stage in _parts.GroupBy(part => part.Stage).OrderBy(stage => stage.Key).ToList())
        {
            token.ThrowIfCancellationRequested();
            HighestStarted = stage.Key;
            await Task.WhenAll(stage.Select(part => part.Observer.OnStart(token)));
        }
    }

    public async Task Stop(CancellationToken token)
    {
        var stages = _parts.Where(part => part.Stage <= HighestStarted).GroupBy(part => part.Stage);
        foreach (var stage in stages.OrderByDescending(stage => stage.Key).ToList())
        {
            await Task.WhenAll(stage.Select(part => part.Observer.OnStop(token)));
            LowestStopped = stage.Key;
        }
    }

    private sealed record Part(StagedObservers Owner, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose() => Owner._parts.RemoveAll(part => ReferenceEquals(part, this));
    }
}

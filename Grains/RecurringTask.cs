using Microsoft.Extensions.Logging;

namespace OrleansJobs.Grains;

/// <summary>Something that a silo does again and again, from when it has started until it stops.</summary>
internal abstract class RecurringTask(TimeProvider time, TimeSpan every, ILogger logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private Recurring? _runs;

    protected TimeProvider Time => time;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(GetType().Name, ServiceLifecycleStage.Active, Start, Stop);

    /// <summary>Lets it not run again.</summary>
    public void Dispose() => _runs?.Dispose();

    /// <summary>What is done. If it fails, it is done again at its next turn.</summary>
    protected abstract Task Run(CancellationToken cancellationToken);

    private Task Start(CancellationToken cancellationToken)
    {
        _runs = new Recurring(time, every, Run, logger);
        _runs.Start();
        return Task.CompletedTask;
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }
}

using Microsoft.Extensions.Logging;

namespace OrleansJobs.Grains;

/// <summary>
/// Runs a piece of work again and again, a fixed pause after it last began, never twice at a time, on the injected clock: from its start
/// on until it is disposed of, which the work itself may do.
/// </summary>
internal sealed partial class Recurring : IDisposable
{
    private readonly Func<CancellationToken, Task> _work;
    private readonly ILogger _logger;
    private readonly TimeSpan _every;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private int _running;

    public Recurring(TimeProvider time, TimeSpan every, Func<CancellationToken, Task> work, ILogger logger)
    {
        _work = work;
        _logger = logger;
        _every = every;
        _timer = time.CreateTimer(_ => _ = Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets it run, now for the first time. Apart from the constructor: the work may look for what has been made.</summary>
    public void Start() => _timer.Change(TimeSpan.Zero, _every);

    public void Dispose()
    {
        _timer.Dispose();
        _stopping.Cancel();
    }

    private async Task Tick()
    {
        if (Interlocked.Exchange(ref _running, 1) == 1) return;
        try
        {
            if (!_stopping.IsCancellationRequested) await _work(_stopping.Token);
        }
        catch (Exception error)
        {
            if (!_stopping.IsCancellationRequested) LogFailed(error);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "A recurring task failed; it is tried again at its next turn")]
    private partial void LogFailed(Exception error);
}

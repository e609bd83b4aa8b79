using OrleansJobs.Traffic;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>
/// Hands the counts of this process to the store: at every interval, when somebody wants to see them, and at the end. Many
/// paths go in several flushes, each a commit of its own, so that jobs get their commits in between.
/// </summary>
/// <remarks>
/// Flushes go one after another, numbered. One whose outcome is not known to be good is sent again as it was, before any
/// other: the store knows its number if it was recorded. Meanwhile further requests gather in the counts.
/// </remarks>
internal sealed partial class TrafficFlusher(
    PathCounts counts,
    IGrainFactory grains,
    IIdSource ids,
    TimeProvider clock,
    IOptions<TrafficCountingOptions> options,
    ILogger<TrafficFlusher> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan LastPause = TimeSpan.FromMilliseconds(100);

    private readonly Guid _process = ids.NewToken();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<TrafficFlush> _unsent = new();
    private Task _loop = Task.CompletedTask;
    private long _sequence;
    private bool _failing;

    /// <summary>Stores every request that was counted before the call.</summary>
    /// <exception cref="StoreException">The store did not take them; they are kept. So with a TimeoutException or an OrleansException.</exception>
    public async Task Flush(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await SendAll(cancellationToken);
            Cut(counts.Take());
            await SendAll(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Run();
        return Task.CompletedTask;
    }

    /// <summary>Stores what is left. The server has stopped already, and the silo has not: see the order in Program.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
        try
        {
            while (!await TryFlush(cancellationToken)) await Task.Delay(LastPause, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogLost(_unsent.SelectMany(flush => flush.Counts).Concat(counts.Take()).Sum(count => count.Requests));
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _turn.Dispose();
    }

    private async Task Run()
    {
        using var timer = new PeriodicTimer(options.Value.FlushInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token)) await TryFlush(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task<bool> TryFlush(CancellationToken cancellationToken)
    {
        try
        {
            await Flush(cancellationToken);
            if (_failing) LogRecovered();
            _failing = false;
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!_failing) LogFailed(error);
            _failing = true;
            return false;
        }
    }

    private void Cut(PathCount[] taken)
    {
        var at = clock.GetUtcNow();
        foreach (var part in taken.Chunk(options.Value.FlushPaths))
            _unsent.Enqueue(new TrafficFlush { Process = _process, Sequence = ++_sequence, At = at, Counts = [.. part] });
    }

    private async Task SendAll(CancellationToken cancellationToken)
    {
        while (_unsent.TryPeek(out var flush))
        {
            await grains.GetGrain<ITrafficGrain>(0).Record(flush).WaitAsync(cancellationToken);
            _unsent.Dequeue();
            counts.Release(flush.Counts);
        }
    }

    [LoggerMessage(80, LogLevel.Warning, "Counts of requests cannot be stored; they are kept and tried again")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(81, LogLevel.Information, "Counts of requests are stored again")]
    private partial void LogRecovered();

    [LoggerMessage(82, LogLevel.Error, "The store did not take the counts of {Requests} requests before the process had to end")]
    private partial void LogLost(long requests);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Silo.Storage.Submits;

/// <summary>
/// Starts jobs that statements submit in PostgreSQL as soon as their transaction commits: the function submit notifies of their queue. What is not heard is found
/// within a second, as all jobs are of which no message came.
/// </summary>
internal sealed partial class SubmitListener(
    IDatabaseDriver driver, Database database, SubmitCatalogue catalogue, IGrainFactory grains, TimeProvider time, ILogger<SubmitListener> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const string Channel = "orleansjobs";

    // Each transaction that submitted has a shard of its own, below 0.
    private const string TakeCounts = "DELETE FROM job_counts WHERE shard < 0 RETURNING queue, kind, phase, count";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _queues = new(StringComparer.Ordinal);
    private Task _listening = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SubmitListener), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _stop.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        if (driver is PostgreSqlDriver postgreSql) _listening = ListenUntilStopped(postgreSql);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenUntilStopped(PostgreSqlDriver postgreSql)
    {
        // To describe all kinds takes a while, for which no start has to wait.
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await catalogue.Publish();
                await Listen(postgreSql);
            }
            catch (Exception error) when (!_stop.IsCancellationRequested)
            {
                LogFailed(error.Message);
                await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(PostgreSqlDriver postgreSql)
    {
        await using var connection = await postgreSql.Listen(Channel, _stop.Token);
        connection.Notification += (_, notified) => _queues[notified.Payload] = true;
        // What came before anybody listened has been counted apart too.
        for (var (isCounted, countedAt) = (false, time.GetTimestamp()); ;)
        {
            if (!isCounted && time.GetElapsedTime(countedAt) >= Pause)
            {
                await AddCounts();
                (isCounted, countedAt) = (true, time.GetTimestamp());
            }

            await connection.WaitAsync(Pause, _stop.Token);
            foreach (var queue in _queues.Keys)
            {
                isCounted = false;
                if (_queues.TryRemove(queue, out _)) _ = grains.GetGrain<IQueueGrain>(queue).Ping();
            }
        }
    }

    private async Task AddCounts() => await database.Write((session, counts) =>
    {
        var taken = session.Query(row => (Queue: row.GetString(0), Kind: row.GetString(1), Phase: (JobPhase)row.GetInt16(2), Count: row.GetInt64(3)), TakeCounts);
        foreach (var (queue, kind, phase, count) in taken) counts.Add(queue, kind, phase, (int)count);
        return taken.Count;
    });

    [LoggerMessage(64, LogLevel.Warning, "Jobs that statements submit are not heard of now, and start within a second instead: {Reason}")]
    private partial void LogFailed(string reason);
}

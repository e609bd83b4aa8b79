using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;

namespace OrleansJobs.Tests.Support;

internal sealed partial class MemoryJobStore : IQueueQueries
{
    private readonly Dictionary<string, QueueEpoch> _queues = [];
    private readonly SemaphoreSlim _windowReads = new(0);

    /// <summary>Asked before each change of a queue's row; what it throws is the store's answer, and nothing is written.</summary>
    public Func<Task>? BeforeEpoch { get; set; }

    /// <summary>
    /// Waits until queues have looked at their rows so many times again. When the third look begins, whatever an activation
    /// does in answer to the first has been done.
    /// </summary>
    public async Task WaitForReads(int count)
    {
        while (await _windowReads.WaitAsync(TimeSpan.Zero)) continue;
        for (var i = 0; i < count; i++)
        {
            if (!await _windowReads.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("No queue looks at its rows.");
        }
    }

    public Task<QueueEpoch> TakeEpoch(string queue) => Take(queue, settings => settings);

    public Task<QueueEpoch> ReplaceSettings(string queue, QueueSettings settings) => Take(queue, _ => settings);

    public Task<QueueEpoch> SetPaused(string queue, bool paused) => Take(queue, settings => settings with { Paused = paused });

    public async Task<QueueSettings?> ReadSettings(string queue, CancellationToken cancellationToken)
    {
        if (BeforeRead is { } hook) await hook();
        lock (_lock) return _queues.TryGetValue(queue, out var row) ? row.Settings : null;
    }

    private async Task<QueueEpoch> Take(string queue, Func<QueueSettings, QueueSettings> change)
    {
        if (BeforeEpoch is { } hook) await hook();
        lock (_lock)
        {
            var row = _queues.GetValueOrDefault(queue, new QueueEpoch(0, new QueueSettings()));
            return _queues[queue] = new QueueEpoch(row.Epoch + 1, change(row.Settings));
        }
    }
}

using System.Collections.Concurrent;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Tests.Support;

/// <summary>Lets a test see when handlers start, and decide when and how they end.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource<string?> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _entered = new(0);

    /// <summary>The contexts of the attempts that came here, in order.</summary>
    public ConcurrentQueue<JobContext> Entered { get; } = new();

    /// <summary>Whether handlers listen to their cancellation.</summary>
    public bool IgnoreCancellation { get; set; }

    public void Open(string? result = null) => _open.TrySetResult(result);

    public void Fail(Exception error) => _open.TrySetException(error);

    /// <summary>Waits until <paramref name="count"/> further attempts have come.</summary>
    public async Task WaitForEntry(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            if (!await _entered.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("No attempt started.");
        }
    }

    internal async Task<string?> Pass(JobContext context, CancellationToken cancellationToken)
    {
        Entered.Enqueue(context);
        _entered.Release();
        return IgnoreCancellation ? await _open.Task : await _open.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>Kind "gate": ends when and how the test says.</summary>
internal sealed class GateJob(Gate gate) : IJobHandler<NoInput, string?>
{
    public Task<string?> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) =>
        gate.Pass(context, cancellationToken);
}

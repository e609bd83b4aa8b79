namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Lets so many jobs of all requests together be submitted at a time: more make no commit larger, but each takes an activation.
/// </summary>
internal sealed class BulkTurns(IOptions<RequestLimitOptions> limits) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(limits.Value.BatchConcurrency);
    private readonly ParallelOptions _ofRequest = new() { MaxDegreeOfParallelism = limits.Value.BatchConcurrency };

    /// <summary>Does something for each place from 0, in any order.</summary>
    public Task ForEach(int count, Func<int, Task> act) => Parallel.ForAsync(0, count, _ofRequest, async (index, _) =>
    {
        await _turns.WaitAsync(CancellationToken.None);
        try
        {
            await act(index);
        }
        finally
        {
            _turns.Release();
        }
    });

    public void Dispose() => _turns.Dispose();
}

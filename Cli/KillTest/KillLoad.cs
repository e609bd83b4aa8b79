namespace OrleansJobs.Cli.KillTest;

/// <summary>Submits keyed jobs side by side, each until it is answered.</summary>
/// <param name="jobs">The service.</param>
/// <param name="spec">Each of them.</param>
/// <param name="count">So many.</param>
internal sealed class KillLoad(JobsClient jobs, JobSpec spec, int count)
{
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Guid[] _ids = new Guid[count];
    private int _answered;

    /// <summary>Ends when half of the submits are answered.</summary>
    public Task Half => _half.Task;

    /// <summary>Submits all.</summary>
    /// <param name="keys">What their keys begin with.</param>
    /// <param name="connections">Submits that are under way at once.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The jobs as they were answered.</returns>
    public async Task<IReadOnlyList<Guid>> Run(string keys, int connections, CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = stop };
        await Parallel.ForAsync(0, count, options, async (index, ended) =>
        {
            _ids[index] = (await jobs.Submit(spec with { IdempotencyKey = $"{keys}-{index}" }, ended)).Id;
            if (Interlocked.Increment(ref _answered) == count / 2) _half.SetResult();
        });
        return _ids;
    }
}

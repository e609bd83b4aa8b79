namespace OrleansJobs.WebFrontend.Live;

/// <summary>Reads for streams, a few at a time: after a silo's death all of them want to read at once.</summary>
internal sealed class JobReads(IGrainFactory grains) : IDisposable
{
    private const int AtATime = 32;
    private const int PageOfLines = 500;

    private readonly SemaphoreSlim _turns = new(AtATime);

    /// <summary>The job; null if there is none.</summary>
    public Task<Job?> Job(Guid id) => InTurn(jobs => jobs.Get(id));

    /// <summary>The lines behind one, a page of them; null if there is no such job.</summary>
    public Task<JobLogPage?> Log(Guid id, JobLogPosition after) =>
        InTurn(jobs => jobs.GetLog(new JobLogFilter { JobId = id, After = after, Limit = PageOfLines }));

    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurn<T>(Func<IJobQueryGrain, Task<T>> read)
    {
        await _turns.WaitAsync();
        try
        {
            return await read(grains.GetGrain<IJobQueryGrain>(0));
        }
        finally
        {
            _turns.Release();
        }
    }
}

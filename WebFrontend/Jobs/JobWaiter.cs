using OrleansJobs.Silo.Clustering;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Waits for the end of a job, in grain calls none of which is long.</summary>
internal sealed class JobWaiter(IGrainFactory grains, JobCalls jobs, TimeProvider clock, Draining draining)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(3);

    // A silo that cannot be reached refuses at once.
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromMilliseconds(200);

    /// <summary>The job when it has ended, or as it is after <paramref name="wait"/> or when the process is being stopped; null if there is none.</summary>
    public async Task<Job?> Wait(Guid id, TimeSpan wait, CancellationToken aborted)
    {
        var start = clock.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, draining.Ending);
        try
        {
            while (true)
            {
                var left = wait - clock.GetElapsedTime(start);
                var job = await Look(id, Within(left), stop.Token);
                if (job is null || job.HasEnded || clock.GetElapsedTime(start) >= wait) return job;
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return await Row(id);
        }
    }

    /// <summary>Where a job was may have died, and not be known as dead yet. What its row tells, any silo reads.</summary>
    private async Task<Job?> Look(Guid id, TimeSpan wait, CancellationToken stop)
    {
        try
        {
            return await jobs.WaitForEnd(id, wait).WaitAsync(stop);
        }
        catch (Exception error) when (LostCall.Is(error))
        {
            var job = await Row(id);
            if (job is { HasEnded: false }) await Task.Delay(PauseAfterLoss, clock, stop);
            return job;
        }
    }

    private Task<Job?> Row(Guid id) => grains.GetGrain<IJobQueryGrain>(0).Get(id);

    private static TimeSpan Within(TimeSpan left) =>
        left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestCall ? left : LongestCall;
}

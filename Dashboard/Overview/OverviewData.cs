using OrleansJobs.Client;
using OrleansJobs.Dashboard.Hosting;
using OrleansJobs.Dashboard.Parts;
using OrleansJobs.Dashboard.Silos;

namespace OrleansJobs.Dashboard.Overview;

/// <summary>All that the overview shows.</summary>
/// <param name="Counts">Jobs by state.</param>
/// <param name="Queues">The queues, the first ones by name.</param>
/// <param name="Running">Some that run.</param>
/// <param name="Failed">The last that failed.</param>
/// <param name="Overdue">Schedules whose runs are late, or could not be submitted.</param>
/// <param name="Silos">The silos; null for who may not see them.</param>
internal sealed record OverviewData(
    JobCounts Counts, IReadOnlyList<JobQueue> Queues, IReadOnlyList<Job> Running, IReadOnlyList<Job> Failed,
    IReadOnlyList<Schedule> Overdue, IReadOnlyList<SiloInfo>? Silos)
{
    private const int ShownJobs = 8;
    private const int Most = 200;

    public static async Task<OverviewData> Read(OrleansJobsClient service, Reader reader)
    {
        var stop = CancellationToken.None;
        var counts = service.Jobs.Counts(cancellationToken: stop);
        var (running, failed) = (Newest(service, JobState.Running), Newest(service, JobState.Failed));
        var (queues, schedules) = (service.Queues.List(stop).Take(Most).ToListAsync(stop).AsTask(), service.Schedules.List(stop).Take(Most).ToListAsync(stop).AsTask());
        var silos = reader.IsAdmin ? (await service.Read<SiloList>("admin/silos", stop)).Silos : null;
        var late = (await schedules).Where(schedule => schedule.Overdue is not null || schedule.LastError is not null).ToList();
        return new OverviewData(await counts, await queues, await running, await failed, late, silos);
    }

    /// <summary>What is not well, each in a sentence and with the page where more of it is told.</summary>
    /// <param name="rates">The last hour.</param>
    public IEnumerable<(string Text, string Href)> Troubles(JobRates rates)
    {
        foreach (var silo in Silos?.Where(silo => silo.Status is not ("active" or "dead")) ?? []) yield return ($"Silo {silo.Name} is {silo.Status}", "silos");
        foreach (var queue in Queues.Where(queue => queue.Paused && queue.Depth?.Queued > 0))
            yield return ($"Queue {queue.Name} is paused while {Words.Of(queue.Depth!.Queued)} jobs wait", PageOf.Queue(queue.Name));
        foreach (var queue in Queues.Where(queue => queue.Held?.By == QueueHolder.Breaker)) yield return ($"The breaker of queue {queue.Name} is open", PageOf.Queue(queue.Name));
        foreach (var queue in Queues.Where(queue => !queue.Paused && queue.OldestWaiting > TimeSpan.FromMinutes(5)))
            yield return ($"In queue {queue.Name} a job waits since {Words.Of(queue.OldestWaiting)}", PageOf.Queue(queue.Name));
        foreach (var schedule in Overdue) yield return ($"Schedule {schedule.Name}: {schedule.LastError ?? "a run is overdue"}", PageOf.Schedule(schedule.Name));
        if (rates.FailedShare > 0.1) yield return ($"{rates.FailedShare:P0} of the jobs that ended in the last hour failed", "jobs?state=failed");
    }

    private static Task<List<Job>> Newest(OrleansJobsClient service, JobState state) =>
        service.Jobs.List(new JobFilter { State = state, PageSize = ShownJobs }).Take(ShownJobs).ToListAsync().AsTask();
}

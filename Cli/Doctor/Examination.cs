namespace OrleansJobs.Cli.Doctor;

/// <summary>Asks a service for what the findings follow from.</summary>
internal static class Examination
{
    /// <summary>Looks at everything, and tells each finding as soon as it is known.</summary>
    /// <param name="session">The service.</param>
    /// <param name="stuckAfter">How long a job that is due may wait.</param>
    public static async IAsyncEnumerable<Finding> Of(Session session, TimeSpan stuckAfter)
    {
        await foreach (var finding in ServiceHealth.Of(session)) yield return finding;
        await foreach (var queue in session.Client.Queues.List(session.Stop))
        {
            foreach (var finding in QueueFindings.Of(queue)) yield return finding;
            if (queue.OldestWaiting > stuckAfter) yield return await Stuck(session, queue);
        }

        await foreach (var finding in WithoutWorkers(session)) yield return finding;
        await foreach (var schedule in session.Client.Schedules.List(session.Stop))
            foreach (var finding in ScheduleFindings.Of(schedule, session.Screen.Words)) yield return finding;
        var counts = await session.Client.Jobs.Counts(cancellationToken: session.Stop);
        if (counts.Failed > 0) yield return Finding.Note("jobs", $"{counts.Failed} failed", "orleansjobs list --state failed");
    }

    private static async Task<Finding> Stuck(Session session, JobQueue queue)
    {
        var oldest = await session.Client.Jobs.List(new JobFilter { Queue = queue.Name, State = JobState.Queued, OldestFirst = true, PageSize = 1 }, session.Stop).FirstOrDefaultAsync(session.Stop);
        try
        {
            var why = oldest is null ? null : await session.Client.Jobs.Explain(oldest.Id, session.Stop);
            return QueueFindings.Stuck(queue, oldest, why, session.Screen.Words);
        }
        catch (OrleansJobsException error) when (error.IsNotFound)
        {
            // It was deleted in between.
            return QueueFindings.Stuck(queue, null, null, session.Screen.Words);
        }
    }

    private static async IAsyncEnumerable<Finding> WithoutWorkers(Session session)
    {
        foreach (var kind in (await session.Client.Kinds.List(session.Stop)).Where(kind => kind.Outside))
        {
            var queued = (await session.Client.Jobs.Counts(kind.Name, kind.Queue, session.Stop)).Queued;
            if (queued == 0 || (await session.Client.Queues.Workers(kind.Queue, session.Stop)).Any(worker => worker.Kinds.Contains(kind.Name))) continue;
            yield return Finding.Problem(
                $"kind {kind.Name}", $"{queued} of its jobs wait in queue {kind.Queue}, and no worker has asked for them within two minutes", "Start a worker of this kind.");
        }
    }
}

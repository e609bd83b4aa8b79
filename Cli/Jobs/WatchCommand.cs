namespace OrleansJobs.Cli.Jobs;

/// <summary>Tells of jobs as they go on.</summary>
internal static class WatchCommand
{
    public static Command Make()
    {
        var id = Give.OptionalId("The job; without it, all that match.");
        var queue = Give.Text("--queue", "Only jobs of this queue.");
        var kind = Give.Text("--kind", "Only jobs of this kind.");
        var tag = Give.Text("--tag", "Only jobs with this tag.");
        var timeout = Give.Duration("--timeout", "The longest to watch.");
        return Verb.Of("watch", "Tells of a job until it has ended, or of many from now on.", [id, queue, kind, tag, timeout], async session =>
        {
            var filter = new EventFilter { Queue = session.Get(queue), Kind = session.Get(kind), Tag = session.Get(tag) };
            if (session.Get(id) is not { } job) return await FollowMany(session, filter, session.Get(timeout));
            if (filter != new EventFilter()) throw new UsageException("Either an id, or a filter.");
            return await Follow(session, job, session.Get(timeout));
        }, isPatient: true);
    }

    /// <summary>Tells of a job until it has ended.</summary>
    /// <returns>How it ended.</returns>
    private static async Task<ExitCode> Follow(Session session, Guid id, TimeSpan? timeout)
    {
        await using var teller = session.AsJson ? (IEventTeller)new JsonTeller(session.Screen) : PersonTeller.For(session);
        var state = JobState.Unknown;
        await Within(session, timeout, $"Job {id} has not ended within {timeout}.", async stop =>
        {
            await foreach (var told in session.Client.Jobs.Events(id, cancellationToken: stop))
            {
                if (told is JobEvent.StateChanged { Job: var job }) state = job.State;
                teller.Tell(told);
            }
        });
        return Outcome.Of(state);
    }

    /// <summary>Waits for the end of a job, and tells a person of it as it goes on; a program, of the job as it ended.</summary>
    public static async Task<ExitCode> UntilEnd(Session session, Guid id, TimeSpan? timeout)
    {
        if (!session.AsJson)
        {
            session.Done($"{id}");
            return await Follow(session, id, timeout);
        }

        var job = await session.Client.Jobs.WaitForEnd(id, timeout, session.Stop);
        session.Done($"{id}");
        return Outcome.Of(job.State);
    }

    private static async Task<ExitCode> FollowMany(Session session, EventFilter filter, TimeSpan? timeout)
    {
        await using var teller = session.AsJson ? (IEventTeller)new JsonTeller(session.Screen) : new ManyTeller(session.Screen);
        await Within(session, timeout, $"Watched for {timeout}.", async stop =>
        {
            await foreach (var told in session.Client.Jobs.Events(filter, stop)) teller.Tell(told);
        });
        return ExitCode.Ok;
    }

    private static async Task Within(Session session, TimeSpan? timeout, string over, Func<CancellationToken, Task> watch)
    {
        using var time = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, session.Surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, session.Stop);
        try
        {
            await watch(either.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            throw new TimeoutException(over);
        }
    }
}

namespace OrleansJobs.Cli.Jobs;

/// <summary>Cancels, retries or deletes all jobs that match a filter.</summary>
internal static class ActCommand
{
    public static Command Make()
    {
        var action = Give.Name("action", "What is done to each.").AcceptOnlyFromAmong("cancel", "retry", "delete");
        var filter = new FilterOptions();
        var dryRun = Give.Flag("--dry-run", "Only counts them.");
        var yes = Give.Flag("--yes", "Does not ask. Needed where nobody can be asked.");
        var wait = Give.Flag("--wait", "Waits until it is done, as watch does.");
        return Verb.Of("act", "Acts on all jobs that match a filter. Prints the id of the job that does it.", [action, .. filter.All, dryRun, yes, wait], async session =>
        {
            var asked = filter.Read(session);
            if (session.Get(dryRun))
            {
                var matches = await session.Client.Jobs.Count(asked, session.Stop);
                session.Done(Sentence(matches));
                return ExitCode.Ok;
            }

            if (!session.Get(yes) && !await IsMeant(session, session.Get(action), asked)) return ExitCode.Interrupted;
            var job = await session.Client.Jobs.Act(Enum.Parse<JobAction>(session.Get(action), ignoreCase: true), asked, cancellationToken: session.Stop);
            if (session.Get(wait)) return await WatchCommand.UntilEnd(session, job.Id, null);
            session.Done($"{job.Id}");
            return ExitCode.Ok;
        });
    }

    private static async Task<bool> IsMeant(Session session, string action, JobFilter filter)
    {
        if (!session.Surroundings.HasReader) throw new UsageException("Nobody can be asked here: --yes says that it is meant, --dry-run counts.");
        var matches = await session.Client.Jobs.Count(filter, session.Stop);
        await session.Surroundings.Error.WriteAsync($"{Sentence(matches)}. {action} all of them? [y/N] ");
        return (await session.Surroundings.Input.ReadLineAsync(session.Stop))?.Trim() is "y" or "Y" or "yes";
    }

    private static string Sentence(JobMatches matches) => matches switch
    {
        { Estimated: true } => $"{matches.Count} jobs or more match",
        { Count: 1 } => "1 job matches",
        _ => $"{matches.Count} jobs match",
    };
}

namespace OrleansJobs.Cli.Jobs;

/// <summary>Submits a job, and waits for it perhaps.</summary>
internal static class SubmitCommand
{
    public static Command Make()
    {
        var kind = Give.Name("kind", "What is to run.");
        var spec = new SpecOptions();
        var runAt = Give.Time("--run-at", "Not before this time.");
        var expiresAt = Give.Time("--expires-at", "If not started by then, it fails instead.");
        var key = Give.Text("--key", "Makes the submit safe to repeat: the same key with the same job names the same job.");
        var after = Give.IdOptions("--after", "A job whose end it waits for.");
        var wait = Give.Flag("--wait", "Waits for the end, as watch does; the exit code says how it ended.");
        var timeout = Give.Duration("--timeout", "The longest that --wait waits.");
        return Verb.Of("submit", "Submits a job. Prints its id.", [kind, .. spec.All, runAt, expiresAt, key, after, wait, timeout], async session =>
        {
            var job = await session.Client.Jobs.Submit(await spec.Read(session, session.Get(kind)) with
            {
                RunAt = session.Get(runAt),
                ExpiresAt = session.Get(expiresAt),
                IdempotencyKey = session.Get(key),
                After = session.Get(after) is { Length: > 0 } parents ? parents : null,
            }, session.Stop);
            if (session.Get(wait)) return await WatchCommand.UntilEnd(session, job.Id, session.Get(timeout));
            session.Done($"{job.Id}");
            return ExitCode.Ok;
        }, isPatient: true);
    }
}

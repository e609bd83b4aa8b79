namespace OrleansJobs.Cli.Jobs;

/// <summary>Commands that change jobs.</summary>
internal static class JobChanges
{
    public static Command Cancel()
    {
        var (ids, reason) = (Give.Ids(), Give.Text("--reason", "Why, for people."));
        return Verb.Of("cancel", "Stops jobs, wherever they are.", [ids, reason], session =>
            EachOf(session, ids, "cancelled", id => session.Client.Jobs.Cancel(id, session.Get(reason), session.Stop)));
    }

    public static Command Retry()
    {
        var (ids, input) = (Give.Ids(), Give.Json("--input", "Replaces the input."));
        return Verb.Of("retry", "Runs ended jobs again, with a fresh budget of retries.", [ids, input], async session =>
        {
            var replacement = await session.GetJson(input);
            return await EachOf(session, ids, "runs again", id => session.Client.Jobs.Retry(id, replacement, session.Stop));
        });
    }

    public static Command Replay()
    {
        var (id, input) = (Give.Id("The job that has ended."), Give.Json("--input", "The new job's input. Default: that of the old one."));
        var key = Give.Text("--key", "Makes the replay safe to repeat.");
        return Verb.Of("replay", "Makes a new job like one that has ended. Prints its id.", [id, input, key], async session =>
        {
            var job = await session.Client.Jobs.Replay(session.Get(id), await session.GetJson(input), session.Get(key), session.Stop);
            session.Done($"{job.Id}");
        });
    }

    public static Command Signal()
    {
        var (id, name) = (Give.Id(), Give.Name("name", "The signal's name."));
        var value = Give.Json("--value", "What the job gets. Default null.");
        return Verb.Of("signal", "Gives a job a signal that it waits for, or may come to wait for.", [id, name, value], async session =>
        {
            await session.Client.Jobs.Signal(session.Get(id), session.Get(name), await session.GetJson(value), session.Stop);
            session.Done($"{session.Get(id)} has the signal");
        });
    }

    public static Command Delete()
    {
        var ids = Give.Ids();
        return Verb.Of("delete", "Forgets ended jobs, with their logs.", [ids], session =>
            EachOf(session, ids, "deleted", id => session.Client.Jobs.Delete(id, session.Stop)));
    }

    /// <summary>Does it to each; one that is refused does not keep it from the others. The first refusal decides how the program ends.</summary>
    private static async Task<ExitCode> EachOf(Session session, Argument<Guid[]> ids, string done, Func<Guid, Task> change)
    {
        var code = ExitCode.Ok;
        foreach (var id in session.Get(ids))
        {
            try
            {
                await change(id);
                session.Done($"{id} {done}");
            }
            catch (OrleansJobsException error)
            {
                var failure = Failure.Of(error)!;
                failure.Tell(session.Surroundings.Error, $"{id}");
                if (code == ExitCode.Ok) code = failure.Code;
            }
        }

        return code;
    }
}

namespace OrleansJobs.Cli.Jobs;

/// <summary>Commands that look at jobs.</summary>
internal static class JobReads
{
    private const int DefaultLimit = 50;

    // What the service gives in one request.
    private const int MaxPage = 500;

    public static Command List()
    {
        var filter = new FilterOptions();
        var oldest = Give.Flag("--oldest-first", "The oldest first, else the newest.");
        var limit = Give.Number("--limit", $"At most so many. Default {DefaultLimit}.", 1, DefaultLimit);
        var all = Give.Flag("--all", "Without a limit.");
        return Verb.Of("list", "Lists jobs.", [.. filter.All, oldest, limit, all], session =>
        {
            int? most = session.Get(all) ? null : session.Get(limit);
            var asked = filter.Read(session) with { OldestFirst = session.Get(oldest), PageSize = Math.Min(most ?? MaxPage, MaxPage) };
            return session.ShowAll(session.Client.Jobs.List(asked, session.Stop), JobViews.List, most);
        });
    }

    public static Command Show()
    {
        var id = Give.Id();
        return Verb.Of("show", "Shows a job with its attempts.", [id], async session =>
            session.Show(await session.Client.Jobs.Get(session.Get(id), session.Stop), JobViews.Details(session.Screen.Words)));
    }

    public static Command Logs()
    {
        var id = Give.Id();
        var attempt = Give.Number("--attempt", "Only the attempt with this number.", 1);
        return Verb.Of("logs", "Prints what a job wrote to its log.", [id, attempt], session =>
            session.ShowAll(session.Client.Jobs.Logs(session.Get(id), session.Get(attempt), session.Stop), JobViews.Log));
    }

    public static Command Steps()
    {
        var id = Give.Id();
        return Verb.Of("steps", "Lists the durable steps that a job has done.", [id], session =>
            session.ShowAll(session.Client.Jobs.Steps(session.Get(id), session.Stop), JobViews.Steps));
    }

    public static Command Deliveries()
    {
        var id = Give.Id();
        return Verb.Of("deliveries", "Lists how somebody was told of a job's ends.", [id], async session =>
            await session.ShowAll(await session.Client.Jobs.Deliveries(session.Get(id), session.Stop), JobViews.Deliveries));
    }

    public static Command Result()
    {
        var id = Give.Id();
        var timeout = Give.Duration("--timeout", "Waits so long for it, if the job has not ended. Default: not at all.");
        return Verb.Of("result", "Prints the result of a job.", [id, timeout], async session =>
        {
            var result = await session.Client.Jobs.Result(session.Get(id), session.Get(timeout) ?? TimeSpan.Zero, session.Stop);
            if (session.AsJson) session.Screen.WriteJson(result);
            else session.Screen.WriteText(JsonOutput.Indented(result));
        });
    }

    public static Command Explain()
    {
        var id = Give.Id();
        return Verb.Of("explain", "Says why a job is where it is, and when it will go on.", [id], async session =>
            session.Show(await session.Client.Jobs.Explain(session.Get(id), session.Stop), JobViews.Explanation(session.Screen.Words)));
    }

    public static Command Counts()
    {
        var (kind, queue) = (Give.Text("--kind", "Only jobs of this kind."), Give.Text("--queue", "Only jobs of this queue."));
        return Verb.Of("counts", "Counts jobs by state.", [kind, queue], async session =>
            session.Show(await session.Client.Jobs.Counts(session.Get(kind), session.Get(queue), session.Stop), JobViews.Counts(session.Screen.Words)));
    }
}

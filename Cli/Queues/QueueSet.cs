using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Queues;

/// <summary>Sets a queue: all that it has, or some of it.</summary>
internal static class QueueSet
{
    public static Command Make()
    {
        var name = QueueCommands.Name();
        var all = Give.Json("--settings", "Replaces all settings.");
        var concurrency = Give.Setting("--concurrency", "Slots for jobs that run at once.", "a number", Number);
        var maxDepth = Give.Setting("--max-depth", "Jobs that may wait in it.", "a number", Number);
        var rate = Give.Setting("--rate", "How many jobs may start in a time.", "a rate such as 100/1m", Rate);
        var fair = new Option<bool?>("--fair") { Description = "Whether lanes share the free slots by their weights." };
        return Verb.Of("set", "Sets what is given of a queue; the rest stays.", [name, all, concurrency, maxDepth, rate, fair], async session =>
        {
            var settings = await session.GetJson(all) is { } json ? JsonText.As(json, ClientJson.Default.QueueSettings, all.Name) : await Current(session, session.Get(name));
            if (session.Get(concurrency) is { Value: var slots }) settings = settings with { Concurrency = slots };
            if (session.Get(maxDepth) is { Value: var depth }) settings = settings with { MaxDepth = depth };
            if (session.Get(rate) is { Value: var starts }) settings = settings with { Rate = starts };
            if (session.Get(fair) is { } isFair) settings = settings with { Fair = isFair };
            session.Show(await session.Client.Queues.Put(session.Get(name), settings, session.Stop), QueueViews.Details(session.Screen.Words));
        });
    }

    private static int? Number(string text) => int.TryParse(text, out var number) ? number : null;

    private static QueueRate? Rate(string text) =>
        text.Split('/') is [var permits, var per] && Number(permits) is { } count && Give.ParseDuration(per) is { } time ? new QueueRate(count, time) : null;

    private static async Task<QueueSettings> Current(Session session, string name)
    {
        try
        {
            var queue = await session.Client.Queues.Get(name, session.Stop);
            return new QueueSettings
            {
                Concurrency = queue.Concurrency,
                Paused = queue.Paused,
                Rate = queue.Rate,
                Lanes = queue.Lanes,
                Lane = queue.Lane,
                Fair = queue.Fair ?? false,
                MaxDepth = queue.MaxDepth,
                Breaker = queue.Breaker,
            };
        }
        catch (OrleansJobsException error) when (error.IsNotFound)
        {
            return new QueueSettings();
        }
    }
}

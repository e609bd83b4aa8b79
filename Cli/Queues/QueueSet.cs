using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Queues;

/// <summary>Sets a queue: all that it has, or some of it.</summary>
internal static class QueueSet
{
    private const string None = "none";

    public static Command Make()
    {
        var name = QueueCommands.Name();
        var all = Give.Json("--settings", "Replaces all settings.");
        var concurrency = Limit("--concurrency", "Slots for jobs that run at once");
        var maxDepth = Limit("--max-depth", "Jobs that may wait in it");
        var rate = Give.Text("--rate", $"How many jobs may start in a time, such as 100/1m; \"{None}\": any number.");
        var fair = new Option<bool?>("--fair") { Description = "Whether lanes share the free slots by their weights." };
        return Verb.Of("set", "Sets what is given of a queue; the rest stays.", [name, all, concurrency, maxDepth, rate, fair], async session =>
        {
            var settings = await session.GetJson(all) is { } json ? JsonText.As(json, ClientJson.Default.QueueSettings, all.Name) : await Current(session, session.Get(name));
            if (session.Get(concurrency) is { } slots) settings = settings with { Concurrency = Number(slots, concurrency.Name) };
            if (session.Get(maxDepth) is { } depth) settings = settings with { MaxDepth = Number(depth, maxDepth.Name) };
            if (session.Get(rate) is { } text) settings = settings with { Rate = Rate(text) };
            if (session.Get(fair) is { } isFair) settings = settings with { Fair = isFair };
            session.Show(await session.Client.Queues.Put(session.Get(name), settings, session.Stop), QueueViews.Details(session.Screen.Words));
        });
    }

    internal static QueueRate? Rate(string text)
    {
        if (text == None) return null;
        return text.Split('/') is [var permits, var per] && int.TryParse(permits, out var count) && Give.ParseDuration(per) is { } time
            ? new QueueRate(count, time)
            : throw new UsageException($"--rate must be such as 100/1m, or \"{None}\", not \"{text}\".");
    }

    private static Option<string?> Limit(string name, string description) => new(name) { Description = $"{description}; \"{None}\": as if never set.", HelpName = "number" };

    private static int? Number(string text, string name) => text == None ? null
        : int.TryParse(text, out var number) ? number : throw new UsageException($"{name} must be a number or \"{None}\", not \"{text}\".");

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

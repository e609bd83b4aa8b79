namespace OrleansJobs.Cli.Queues;

/// <summary>Commands about queues, their lanes and workers, and about kinds.</summary>
internal static class QueueCommands
{
    public static Command Make() => Verb.Group("queues", "Queues. Alone, lists them.", List(), Show(), Pause(), Resume(), QueueSet.Make());

    public static Command Lanes()
    {
        var name = Name();
        return Verb.Of("lanes", "Lists the lanes of a queue that have unfinished jobs.", [name], session =>
            session.ShowAll(session.Client.Queues.Lanes(session.Get(name), cancellationToken: session.Stop), QueueViews.Lanes));
    }

    public static Command Workers()
    {
        var name = Give.OptionalName("queue", "The queue's name. Without one, those of all queues.");
        return Verb.Of("workers", "Lists the workers that have asked for jobs within the last two minutes.", [name], async session =>
        {
            var queues = session.Client.Queues;
            await session.ShowAll(await (session.Get(name) is { } queue ? queues.Workers(queue, session.Stop) : queues.Workers(session.Stop)), QueueViews.Workers);
        });
    }

    public static Command Kinds() => Verb.Of("kinds", "Lists what can be submitted.", [], async session =>
        await session.ShowAll(await session.Client.Kinds.List(session.Stop), QueueViews.Kinds));

    internal static Argument<string> Name() => Give.Name("queue", "The queue's name.");

    private static Command List() => Verb.Of("list", "Lists queues.", [], session => session.ShowAll(session.Client.Queues.List(session.Stop), QueueViews.List));

    private static Command Show() => OnOne("show", "Shows a queue.", (queues, name, stop) => queues.Get(name, stop));

    private static Command Pause() => OnOne("pause", "Lets no job of a queue start.", (queues, name, stop) => queues.Pause(name, stop));

    private static Command Resume() => OnOne("resume", "Lets jobs of a queue start again; also ends a hold, and closes the breaker.", (queues, name, stop) => queues.Resume(name, stop));

    private static Command OnOne(string verb, string description, Func<QueuesClient, string, CancellationToken, Task<JobQueue>> call)
    {
        var name = Name();
        return Verb.Of(verb, description, [name], async session =>
            session.Show(await call(session.Client.Queues, session.Get(name), session.Stop), QueueViews.Details(session.Screen.Words)));
    }
}

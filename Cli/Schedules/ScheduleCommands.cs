using Spectre.Console.Rendering;

namespace OrleansJobs.Cli.Schedules;

/// <summary>Commands about schedules.</summary>
internal static class ScheduleCommands
{
    private static readonly Grid<Schedule> ListGrid = new(
        ("name", schedule => schedule.Name), ("cron", schedule => schedule.Cron), ("zone", schedule => schedule.Zone), ("kind", schedule => schedule.Job.Kind),
        ("state", State), ("next", schedule => schedule.NextAt), ("last", schedule => schedule.LastAt));

    public static Command Make() => Verb.Group(
        "schedules", "Jobs by the clock. Alone, lists them.", List(), Show(), SchedulePut.Make(), Pause(), Resume(), Run(), Preview(), Delete());

    internal static Argument<string> Name() => Give.Name("schedule", "The schedule's name.");

    internal static Func<Schedule, IRenderable> Details(Words words) => schedule => Facts.Of(
        words, ("name", schedule.Name), ("cron", schedule.Cron), ("zone", schedule.Zone), ("kind", schedule.Job.Kind), ("queue", schedule.Job.Queue), ("input", schedule.Job.Input),
        ("state", State(schedule)), ("pause reason", schedule.PauseReason), ("misfire", schedule.Misfire), ("overlap", schedule.Overlap), ("jitter", schedule.Jitter),
        ("starts", schedule.StartsAt), ("ends", schedule.EndsAt), ("next", schedule.NextAt), ("last", schedule.LastAt), ("last job", schedule.LastJob),
        ("last error", schedule.LastError), ("overdue since", schedule.Overdue));

    private static string State(Schedule schedule) => schedule switch { { Paused: true } => "paused", { Overdue: not null } => "overdue", _ => "runs" };

    private static Command List() => Verb.Of("list", "Lists schedules.", [], session => session.ShowAll(session.Client.Schedules.List(session.Stop), ListGrid));

    private static Command Show() => OnOne("show", "Shows a schedule.", (schedules, name, stop) => schedules.Get(name, stop));

    private static Command Resume() => OnOne("resume", "Lets runs be due again.", (schedules, name, stop) => schedules.Resume(name, stop));

    private static Command Pause()
    {
        var (name, reason) = (Name(), Give.Text("--reason", "Why, for people."));
        return Verb.Of("pause", "Lets no run be due.", [name, reason], async session =>
            session.Show(await session.Client.Schedules.Pause(session.Get(name), session.Get(reason), session.Stop), Details(session.Screen.Words)));
    }

    private static Command Run()
    {
        var name = Name();
        return Verb.Of("run", "Submits a run now. Prints its id.", [name], async session =>
            session.Done($"{(await session.Client.Schedules.Run(session.Get(name), session.Stop)).Id}"));
    }

    private static Command Preview()
    {
        var name = Name();
        var (count, from) = (Give.Number("--count", "At most so many. Default 10.", 1, 10), Give.Time("--from", "After this time. Default: after now."));
        return Verb.Of("preview", "Tells the next due times, in the schedule's own zone.", [name, count, from], async session =>
        {
            var times = await session.Client.Schedules.Preview(session.Get(name), session.Get(count)!.Value, session.Get(from), session.Stop);
            await session.ShowAll(times, new Grid<DateTimeOffset>(("due", time => time.ToString("yyyy-MM-dd HH:mm:ss zzz", null))));
        });
    }

    private static Command Delete()
    {
        var name = Name();
        return Verb.Of("delete", "Removes a schedule. Jobs of its runs stay.", [name], async session =>
        {
            await session.Client.Schedules.Delete(session.Get(name), session.Stop);
            session.Done($"{session.Get(name)} deleted");
        });
    }

    private static Command OnOne(string verb, string description, Func<SchedulesClient, string, CancellationToken, Task<Schedule>> call)
    {
        var name = Name();
        return Verb.Of(verb, description, [name], async session =>
            session.Show(await call(session.Client.Schedules, session.Get(name), session.Stop), Details(session.Screen.Words)));
    }
}

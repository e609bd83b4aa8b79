using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Schedules;

/// <summary>Makes or replaces a schedule.</summary>
internal static class SchedulePut
{
    public static Command Make()
    {
        var name = ScheduleCommands.Name();
        var whole = Give.Json("--spec", "The whole schedule, instead of the other options.");
        var cron = Give.Text("--cron", "A cron expression of five fields, or six with seconds first, or one such as @daily.");
        var kind = Give.Text("--kind", "What each run is.");
        var zone = Give.Text("--zone", "The IANA name of the time zone. Default UTC.");
        var misfire = Give.Word<MisfirePolicy>("--misfire", "What becomes of due times that were missed. Default once.");
        var overlap = Give.Word<OverlapPolicy>("--overlap", "What becomes of a due time at which the run before has not ended. Default allow.");
        var jitter = Give.Duration("--jitter", "Runs start up to so much later than due.");
        var within = Give.Duration("--expect-within", "A run that has not succeeded so long after it was due raises an alarm.");
        var job = new SpecOptions();
        return Verb.Of("put", "Makes or replaces a schedule.", [name, whole, cron, kind, zone, misfire, overlap, jitter, within, .. job.All], async session =>
        {
            var spec = await session.GetJson(whole) is { } json ? JsonText.As(json, ClientJson.Default.ScheduleSpec, whole.Name)
                : session.Get(cron) is { } when && session.Get(kind) is { } what ? new ScheduleSpec(when, await job.Read(session, what))
                {
                    Zone = session.Get(zone),
                    Misfire = session.Get(misfire),
                    Overlap = session.Get(overlap),
                    Jitter = session.Get(jitter),
                    ExpectWithin = session.Get(within),
                }
                : throw new UsageException("Either --cron and --kind, or --spec.");
            session.Show(await session.Client.Schedules.Put(session.Get(name), spec, session.Stop), ScheduleCommands.Details(session.Screen.Words));
        });
    }
}

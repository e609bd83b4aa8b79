using Orleans.Concurrency;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class ScheduleQueryGrain(IScheduleStore store, TimeProvider time) : Grain, IScheduleQueryGrain
{
    public async Task<Schedule?> Get(string name) =>
        await store.Read(name, CancellationToken.None) is not { } schedule ? null
        : SealedJson.FaultOf(schedule.Spec.Job.Input, "The input") is { } fault ? throw SealedJson.Fault(fault)
        : ScheduleView.Of(schedule);

    public async Task<SchedulePage> List(string? after, int limit)
    {
        limit = Math.Clamp(limit, 1, 500);

        // One more than asked for tells whether there is a next page.
        var rows = await store.List(after ?? "", limit + 1, CancellationToken.None);
        return new SchedulePage
        {
            Schedules = [.. rows.Take(limit).Select(ScheduleView.Of)],
            Next = rows.Count > limit ? rows[limit - 1].Name : null,
        };
    }

    public async Task<SchedulePreview?> Preview(string name, DateTimeOffset? from, int count) =>
        await store.Read(name, CancellationToken.None) is { } schedule ? Next(CronTimes.Of(schedule.Spec), from, count) : null;

    public Task<CronPreview> PreviewCron(string cron, string zone, DateTimeOffset? from, int count)
    {
        var errors = ScheduleRules.CheckTimes(cron, zone, out var times);
        return Task.FromResult<CronPreview>(errors.IsEmpty ? new CronPreview.Due { Preview = Next(times!, from, count) } : new CronPreview.Invalid { Errors = errors });
    }

    private SchedulePreview Next(CronTimes times, DateTimeOffset? from, int count) =>
        new() { Times = [.. times.Between(from ?? time.Now(), DateTimeOffset.MaxValue).Take(Math.Clamp(count, 1, 1_000))] };
}

using System.Globalization;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Says what keeps a waiting job from starting, by what a queue's machine goes by.</summary>
internal static class QueueReasons
{
    // Who waits for a hundred jobs is not helped by their ids.
    private const int JobsNamed = 10;

    public static IEnumerable<JobReason> Of(QueueEntry entry, QueueRules rules, SlotTable slots, LaneAccounts lanes, Permits permits, DateTimeOffset now)
    {
        if (rules.Paused) yield return Reason(ReasonCode.Paused, "The queue is paused.");
        if (entry.Suspect && slots.Suspect is { } suspect)
            yield return Reason(ReasonCode.Probation, "Processes died under this job, and another such job runs.") with { By = [suspect] };
        else if (entry.Suspect && slots.SuspectsRest)
            yield return Reason(ReasonCode.Probation, "Processes died under this job, and another such job runs, of another queue.");
        if (lanes.Find(entry.Lane) is { Name.Length: > 0 } lane && !lanes.HasRoom(lane, entry.Cost))
        {
            yield return Reason(ReasonCode.LaneBusy, $"{lane.Used} of {rules.LimitOf(lane.Name)} slots of its lane are taken; it needs {entry.Cost}.") with
            {
                By = slots.JobsIn(lane.Name, JobsNamed),
            };
        }

        var name = lanes.NameOf(entry.Lane);
        if (rules.RateOf(name) is { } own && permits.NextStart(name, own, now) is var next && next > now)
            yield return Limited("lane", own, next);
        if (rules.Rate is { } rate && permits.NextStart("", rate, now) is var start && start > now)
            yield return Limited("queue", rate, start);
        if (!slots.HasRoom(entry.Cost, rules.Limit))
            yield return Reason(ReasonCode.QueueFull, $"{slots.Used} of {rules.Limit} slots of the queue are taken; it needs {entry.Cost}.");
    }

    /// <summary>Of a job that workers outside run: that none asks for such jobs.</summary>
    public static IEnumerable<JobReason> OfWorkers(QueueEntry entry, WaitingWorkers workers)
    {
        if (entry.Pool is not { } pool || workers.Know(pool)) yield break;
        var labels = WorkerPool.LabelsOf(pool);
        var which = labels.IsEmpty ? "" : $" and has {string.Join(", ", labels)}";
        yield return Reason(ReasonCode.NoWorker, $"No worker that runs jobs of kind {WorkerPool.KindOf(pool)}{which} asks the queue for jobs.");
    }

    public static JobReason Held(DateTimeOffset until) =>
        Reason(ReasonCode.Held, "A job of the queue asked that none starts for a while.") with { Until = until };

    public static JobReason Open(DateTimeOffset until) =>
        Reason(ReasonCode.BreakerOpen, "Too many attempts in the queue failed: its breaker is open.") with { Until = until };

    public static JobReason OnTrial(Guid job) =>
        Reason(ReasonCode.BreakerOpen, "The queue's breaker is half-open: how one job ends, which runs, decides.") with { By = [job] };

    private static JobReason Limited(string whose, QueueRate rate, DateTimeOffset until) => Reason(
        ReasonCode.RateLimited, string.Create(CultureInfo.InvariantCulture, $"The rate of its {whose} lets {rate.Permits} jobs start in {rate.Per.TotalSeconds} s.")) with
    { Until = until };

    private static JobReason Reason(ReasonCode code, string detail) => new() { Code = code, Detail = detail };
}

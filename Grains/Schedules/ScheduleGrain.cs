using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>
/// A schedule: <see cref="ScheduleMachine"/> decides, this submits the runs and writes the row. It keeps nothing in memory but the time
/// at which it wakes next, and does not rely on being the only activation: each step is decided on the row as it is, and stored
/// only if the row is still that one. Runs are submitted after that, under ids that follow from their due times.
/// </summary>
[CollectionAgeLimit(Minutes = 1)]
internal sealed partial class ScheduleGrain : Grain, IScheduleGrain
{
    // Each try that fails is one in which somebody else's write was made.
    private const int Tries = 10;
    private const int BackfilledAtOnce = 500;
    private const int SubmitsUnderWay = 50;

    private readonly IScheduleStore _store;
    private readonly IJobStore _jobs;
    private readonly JobEngine _engine;
    private readonly ScheduleMetrics _metrics;
    private readonly SchedulingOptions _options;
    private readonly ILogger _logger;
    private readonly Alarm _alarm;
    private bool _stepping;

    public ScheduleGrain(
        IScheduleStore store,
        IJobStore jobs,
        JobEngine engine,
        ScheduleMetrics metrics,
        IOptions<SchedulingOptions> options,
        ILogger<ScheduleGrain> logger)
    {
        (_store, _jobs, _engine, _metrics, _options, _logger) = (store, jobs, engine, metrics, options.Value, logger);
        _alarm = new Alarm(this, engine.Time, Step);
    }

    private string Name => this.GetPrimaryKeyString();

    public Task<ScheduleResult> Put(ScheduleSpec spec) => Put(spec, ScheduleDeclaration.None);

    public Task<ScheduleResult> Declare(ScheduleSpec spec) => Put(spec, ScheduleDeclaration.Present);

    public Task<ScheduleResult> Undeclare() => ChangeKnown((before, _, stamp) => ScheduleMachine.Undeclare(before, stamp));

    public Task<ScheduleResult> Remove() => ChangeKnown((_, _, _) => null);

    public Task<ScheduleResult> Pause(string? reason)
    {
        var cut = reason is null ? null : Text.Cut(reason, _engine.Limits.ErrorMessage);
        return ChangeKnown((before, now, stamp) => ScheduleMachine.Pause(before, cut, now, stamp));
    }

    public Task<ScheduleResult> Resume() => ChangeKnown((before, now, stamp) => ScheduleMachine.Resume(before, now, stamp));

    public async Task<SubmitResult?> Run(Guid id)
    {
        try
        {
            return await _store.Read(Name, CancellationToken.None) is { } schedule ? await Submit(id, ScheduledJobs.Of(schedule)) : null;
        }
        catch (StoreException error)
        {
            return SubmitResult.Unavailable.After(error);
        }
    }

    public async Task<BackfillResult> Backfill(DateTimeOffset after, DateTimeOffset until)
    {
        try
        {
            if (await _store.Read(Name, CancellationToken.None) is not { } schedule) return new BackfillResult.NotFound();
            var times = CronTimes.Of(schedule.Spec).Between(after, until).Take(_options.Backfill + 1).ToList();
            if (until > _engine.Time.Now()) return Refused("to", "must not be in the future");
            if (times.Count > _options.Backfill) return Refused("to", $"makes more than {_options.Backfill} runs of it");
            return await Backfill(schedule, times);
        }
        catch (StoreException)
        {
            return new BackfillResult.Unavailable();
        }
    }

    public Task Ping(DateTimeOffset at)
    {
        _alarm.At(at);
        return Task.CompletedTask;
    }

    private async Task<ScheduleResult> Put(ScheduleSpec spec, ScheduleDeclaration declaration)
    {
        try
        {
            await _engine.Know(spec.Job.Kind);
        }
        catch (StoreException error)
        {
            LogUnavailable(Name, error);
            return new ScheduleResult.Unavailable();
        }

        var errors = ScheduleRules.Check(spec, _engine.Check);

        // What a program declares may be over: it is to start all the same.
        if (errors.IsEmpty && declaration == ScheduleDeclaration.None && CronTimes.Of(spec).Next(_engine.Time.Now()) is null)
            errors = [new FieldError { Field = "endsAt", Message = "leaves no due time from now on" }];
        if (!errors.IsEmpty) return new ScheduleResult.Invalid { Errors = errors };
        return await Change((before, now, stamp) => ScheduleMachine.Put(before, Name, spec, declaration, now, stamp));
    }

    private static BackfillResult.Invalid Refused(string field, string message) => new() { Errors = [new FieldError { Field = field, Message = message }] };

    private async Task<BackfillResult> Backfill(ScheduleRecord schedule, List<DateTimeOffset> times)
    {
        foreach (var some in times.Take(BackfilledAtOnce).Chunk(SubmitsUnderWay))
        {
            var results = await Task.WhenAll(some.Select(due => Submit(schedule, ScheduledRun.Of(Name, due))));
            if (results.OfType<SubmitResult.Invalid>().FirstOrDefault() is { } invalid) return new BackfillResult.Invalid { Errors = invalid.Errors };
            if (results.Any(result => result is not SubmitResult.Accepted)) return new BackfillResult.Unavailable();
        }

        return times.Count > BackfilledAtOnce
            ? new BackfillResult.Done { Runs = BackfilledAtOnce, Next = times[BackfilledAtOnce - 1] }
            : new BackfillResult.Done { Runs = times.Count };
    }

    private Task<ScheduleResult> ChangeKnown(Func<ScheduleRecord, DateTimeOffset, long, ScheduleRecord?> change) =>
        Change((before, now, stamp) => before is null ? null : change(before, now, stamp));

    private async Task<ScheduleResult> Change(Func<ScheduleRecord?, DateTimeOffset, long, ScheduleRecord?> change)
    {
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                var before = await _store.Read(Name, CancellationToken.None);
                var after = change(before, _engine.Time.Now(), _engine.Ids.NewStamp());
                if ((after ?? before) is not { } shown) return new ScheduleResult.NotFound();
                if (before == after || await Write(before, after)) return new ScheduleResult.Changed { Schedule = ScheduleView.Of(shown), IsNew = before is null };
            }

            return new ScheduleResult.Unavailable { Unchanged = true };
        }
        catch (StoreException error)
        {
            LogUnavailable(Name, error);
            return new ScheduleResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }

    /// <summary>Does what is due, and sees to it that it wakes for what is next.</summary>
    private async Task Step()
    {
        if (_stepping) return;
        _stepping = true;
        try
        {
            while (await _store.Read(Name, CancellationToken.None) is { WakeAt: { } at } schedule)
            {
                if (at > _engine.Time.Now())
                {
                    WakeAt(at);
                    return;
                }

                await (schedule.Claimed.IsEmpty ? Claim(schedule) : SubmitClaimed(schedule));
            }
        }
        catch (StoreException error)
        {
            // It is woken again within a second.
            LogUnavailable(Name, error);
        }
        finally
        {
            _stepping = false;
        }
    }

    private async Task Claim(ScheduleRecord schedule)
    {
        var lastRuns = schedule is { Spec.Overlap: not OverlapPolicy.Allow, Last: { } last } && await Find(last) is { HasEnded: false };
        var succeeded = schedule.Expected is { } expected && (await Find(expected))?.Phase == JobPhase.Succeeded;
        var after = ScheduleMachine.Claim(schedule, lastRuns, succeeded, _engine.Time.Now(), _options.MissedAfter, _engine.Ids.NewStamp());
        if (await Write(schedule, after) && after.Overdue is { } overdue && overdue != schedule.Overdue) Alert(overdue);
    }

    private void Alert(DateTimeOffset overdue)
    {
        LogOverdue(Name, overdue);
        _metrics.Overdue(Name);
    }

    private async Task SubmitClaimed(ScheduleRecord schedule)
    {
        if (schedule.ToCancel is { } before) await Job(before).Cancel($"The next run of the schedule {Name} is due.");
        string? error = null;
        foreach (var due in schedule.Claimed)
        {
            switch (await Submit(schedule, ScheduledRun.Of(Name, due)))
            {
                case SubmitResult.Accepted:
                    break;
                case SubmitResult.Invalid invalid:
                    error = string.Join("; ", invalid.Errors.Select(fault => $"{fault.Field} {fault.Message}"));
                    LogRefused(Name, due, error);
                    break;
                default:
                    await Write(schedule, ScheduleMachine.PutOff(schedule, _engine.Time.Now(), _engine.Ids.NewStamp()));
                    return;
            }
        }

        await Write(schedule, ScheduleMachine.Submitted(schedule, error, _engine.Ids.NewStamp()));
    }

    private async Task<JobRecord?> Find(ScheduledRun run) => await _jobs.Read(run.JobId, CancellationToken.None);

    private Task<SubmitResult> Submit(ScheduleRecord schedule, ScheduledRun run) => Submit(run.JobId, ScheduledJobs.Of(schedule, run));

    private Task<SubmitResult> Submit(Guid id, JobSpec spec) => Job(id).Submit(spec);

    private IJobGrain Job(Guid id) => GrainFactory.GetGrain<IJobGrain>(id);

    /// <summary>Writes; if the answer is lost, finds out by reading whether the row is what was written.</summary>
    private async Task<bool> Write(ScheduleRecord? before, ScheduleRecord? after)
    {
        bool written;
        try
        {
            written = await _store.Write(before, after);
        }
        catch (StoreException lost) when (lost.OutcomeUnknown)
        {
            written = (await _store.Read(Name, CancellationToken.None))?.Stamp == after?.Stamp;
        }

        if (written && after?.WakeAt is { } at) WakeAt(at);
        return written;
    }

    /// <summary>For what is due later, it is woken in time.</summary>
    private void WakeAt(DateTimeOffset at)
    {
        if (at - _engine.Time.Now() <= SchedulePinger.Ahead) _alarm.At(at);
    }

    [LoggerMessage(60, LogLevel.Warning, "Schedule {Schedule}: the store does not answer, or not in time")]
    private partial void LogUnavailable(string schedule, Exception error);

    [LoggerMessage(61, LogLevel.Error, "Schedule {Schedule}: the job of the run that was due at {Due:O} is refused: {Why}")]
    private partial void LogRefused(string schedule, DateTimeOffset due, string why);

    [LoggerMessage(62, LogLevel.Warning, "Schedule {Schedule}: the run that was due at {Due:O} did not succeed in time")]
    private partial void LogOverdue(string schedule, DateTimeOffset due);
}

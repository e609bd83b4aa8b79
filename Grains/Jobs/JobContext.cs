using System.Collections.Immutable;
using System.Text.Json;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What a handler knows of the job that it runs, and its ways to report on it. Safe from any thread.</summary>
public sealed class JobContext
{
    // How long a handler rests that fans out into a queue that takes no more jobs: it may hold the slot that this waits for.
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromSeconds(10);

    private readonly JobRecord _job;
    private readonly Attempt _attempt;
    private readonly AttemptReporter _reporter;
    private readonly IGrainFactory _grains;
    private readonly OtherJobs _others;
    private readonly JobSteps _steps;
    private readonly LimitOptions _limits;

    internal JobContext(
        Attempt attempt, AttemptReporter reporter, IGrainFactory grains, IJobStore store, JobSteps steps, TimeProvider clock, LimitOptions limits)
    {
        _job = attempt.Job;
        _attempt = attempt;
        _reporter = reporter;
        _grains = grains;
        _others = new OtherJobs(attempt, grains, store, clock);
        _steps = steps;
        _limits = limits;
        Token = attempt.Token;
        Clock = clock;
    }

    /// <summary>The job's id: the same in all its attempts.</summary>
    public Guid JobId => _job.Id;

    /// <summary>The job's kind.</summary>
    public string Kind => _job.Kind;

    /// <summary>The job's queue.</summary>
    public string Queue => _job.Queue;

    /// <summary>The number of this attempt, 1 for the first.</summary>
    public int Attempt => _job.AttemptNumber;

    /// <summary>Attempts that failed before this one, since the job was submitted or last retried by an operator.</summary>
    public int Failures => _job.Failures;

    /// <summary>The attempt's fencing token: what it does under a token that is void is not recorded.</summary>
    public Guid Token { get; }

    /// <summary>When the job was submitted.</summary>
    public DateTimeOffset SubmittedAt => _job.CreatedAt;

    /// <summary>The batch that the job belongs to, or whose completion has submitted it; null: none.</summary>
    public Guid? Batch => _job.Batch ?? _job.CallbackOf;

    /// <summary>The jobs whose ends this one waited for, in the order of its submit.</summary>
    public ImmutableArray<Guid> Parents => _job.Parents;

    /// <summary>The time, which tests and simulations can set. Use it for every wait.</summary>
    public TimeProvider Clock { get; }

    /// <summary>A request for a job with an input, as handlers read it.</summary>
    public static JobSpec NewJob<T>(string kind, T input) => new() { Kind = kind, Input = Write(input) };

    /// <summary>A job that this one waited for, as it is now: it may run again. Null if it has been deleted.</summary>
    /// <param name="id">One of <see cref="Parents"/>.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    /// <exception cref="IOException">The store cannot be read now; it may be tried again.</exception>
    public Task<Job?> GetParent(Guid id) =>
        Parents.Contains(id) ? _others.Read(id) : throw new ArgumentException($"Job {id} is not a parent of this one.", nameof(id));

    /// <summary>The result of a job that this one waited for; default if there is none, or no more.</summary>
    /// <param name="id">One of <see cref="Parents"/>.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    /// <exception cref="IOException">The store cannot be read now; it may be tried again.</exception>
    /// <exception cref="JsonException">The result does not fit the type.</exception>
    public async Task<T?> GetParentResult<T>(Guid id) =>
        (await GetParent(id))?.Result is { } result ? result.Read<T>() : default;

    /// <summary>Says how far the job is. Cheap: reports are gathered.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="message">What is being done, for a person.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not from 0 to 1.</exception>
    public void ReportProgress(double fraction, string? message = null)
    {
        if (!(fraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Must be from 0 to 1.");
        var cut = message is null ? null : Text.Cut(message, _limits.LogLine);
        _reporter.Progress(new JobProgress { Fraction = fraction, Message = cut });
    }

    /// <summary>Writes a line for the people who watch the job. Cheap: lines are gathered; too many are dropped.</summary>
    public void Log(string text) => _reporter.Log(text);

    /// <summary>
    /// A durable step: runs once, and its value is stored before this completes. A later attempt of the job gets the stored value and does not
    /// run it again; only a process that dies between the two does. An attempt that has been superseded runs none. An operator's retry goes on after the steps that are stored, unless
    /// it gives another input or the job had succeeded.
    /// </summary>
    /// <param name="name">Tells the step apart within the job: at most as long as Limits:Name allows. A loop counts in it.</param>
    /// <param name="run">What is done. Gets the token of the attempt.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">A step of this name is under way.</exception>
    /// <exception cref="OperationCanceledException">The attempt is over; it should stop.</exception>
    /// <exception cref="IOException">The store cannot be read now, or takes too long.</exception>
    /// <exception cref="NonRetryableException">The value is larger than a checkpoint may be, or there are more steps than Limits:Steps allows.</exception>
    /// <exception cref="JsonException">The stored value does not fit the type.</exception>
    public async Task<T?> Step<T>(string name, Func<CancellationToken, Task<T>> run)
    {
        CheckName(name);
        return await RunStep(name, run);
    }

    /// <summary>
    /// Lets the job go on after a time, over days and restarts. The attempt ends here, and gives its slot back; then the handler is run again
    /// from its beginning, and passes here. Do what must not be repeated in a <see cref="Step"/> before. Uses no retry.
    /// </summary>
    /// <param name="name">The name of a step that remembers the time.</param>
    /// <param name="duration">From the first call on; none if it is not more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than Limits:Ahead allows.</exception>
    /// <exception cref="OperationCanceledException">The attempt ends. Let it pass.</exception>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async Task Sleep(string name, TimeSpan duration)
    {
        CheckSpan(duration, nameof(duration));
        var until = await Step(name, _ => Task.FromResult(In(duration)));
        if (IsOver(until)) return;
        throw Rest(until, null);
    }

    /// <summary>
    /// The value of a signal, which somebody gives the job from outside, before or after it is waited for: the first of this name. Until it comes
    /// the attempt ends, as with <see cref="Sleep"/>.
    /// </summary>
    /// <param name="name">The signal's name. A loop counts in it.</param>
    /// <param name="timeout">From the first call on; null: as long as Limits:Ahead allows.</param>
    /// <exception cref="TimeoutException">It has not come in time.</exception>
    /// <exception cref="ArgumentException">The name cannot be that of a step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is longer than Limits:Ahead allows.</exception>
    /// <exception cref="OperationCanceledException">The attempt ends. Let it pass.</exception>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    /// <exception cref="JsonException">The value does not fit the type.</exception>
    public async Task<T?> WaitForSignal<T>(string name, TimeSpan? timeout = null)
    {
        CheckName(name);
        CheckSpan(timeout, nameof(timeout));
        if (await _steps.FindSignal(name) is { } value) return value.Read<T>();
        var until = await RunStep(JobSteps.OfDeadline(name), _ => Task.FromResult(In(timeout ?? _limits.Ahead)));
        if (IsOver(until)) throw new TimeoutException($"The signal \"{name}\" has not come in time.");
        throw Rest(until, name);
    }

    /// <summary>
    /// Submits jobs, and lets the job rest until all of them have ended, as with <see cref="Sleep"/>: then the handler is run again, and gets how they
    /// ended. They are a batch, made once: their ids follow from this job's, the name and the place of each. If this job ends without success,
    /// those that have not ended are cancelled.
    /// </summary>
    /// <param name="name">Tells this from other jobs to which the handler fans out; valid as the name of a step. A loop counts in it.</param>
    /// <param name="jobs">The jobs, at most as many as Limits:BatchJobs allows. Looked at only until all have been submitted; when that broke off, it is gone
    /// through again, and should give the same.</param>
    /// <exception cref="ArgumentException">The name cannot be that of a step.</exception>
    /// <exception cref="OperationCanceledException">The attempt ends. Let it pass.</exception>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    /// <exception cref="NonRetryableException">A job is not valid, they are too many, or they ended so long ago that nothing is left of them.</exception>
    public async Task<JobChildren> RunChildren(string name, IEnumerable<JobSpec> jobs)
    {
        CheckName(name);
        var batch = _others.BatchOf(name);
        var count = await RunStep(JobSteps.OfChildren(name), async _ =>
            await _others.Submit(batch, [.. jobs], _limits.BatchJobs) ?? throw Rest(In(QueueFullPause), null));
        var made = await _others.ReadBatch(batch) ?? throw new NonRetryableException($"Nothing is left of the jobs \"{name}\".");
        if (made.CompletedAt is not null) return new JobChildren(made, count, _others);
        throw Rest(In(_limits.Ahead), JobSteps.OfBatch(batch));
    }

    /// <summary>Until when, or until which signal, the job is to rest, whatever its handler does; null: it is not.</summary>
    internal (DateTimeOffset Until, string? Signal)? Suspension { get; private set; }

    // If the job has been started for that time, it is over by the clock of its queue. Two clocks must not disagree about it.
    private bool IsOver(DateTimeOffset until) => until <= Clock.Now() || until <= _job.RunAt;

    private DateTimeOffset In(TimeSpan span) => Grains.Clock.UpToMicroseconds(Clock.Now() + span);

    private void CheckName(string name)
    {
        if (JobSteps.FaultOf(name, _limits) is { } fault) throw new ArgumentException($"The name {fault}.", nameof(name));
    }

    private void CheckSpan(TimeSpan? span, string name)
    {
        if (span > _limits.Ahead) throw new ArgumentOutOfRangeException(name, span, $"Must be at most {_limits.Ahead.TotalDays:0} days.");
    }

    private SuspendedException Rest(DateTimeOffset until, string? signal)
    {
        Suspension = (until, signal);
        return new SuspendedException();
    }

    private async Task<T?> RunStep<T>(string name, Func<CancellationToken, Task<T>> run) =>
        (await _steps.Run(name, async () => Write(await run(_attempt.Stopping)))).Read<T>();

    private static Json Write<T>(T value) => Json.From(JsonSerializer.SerializeToUtf8Bytes(value, JobJson.Of<T>()));

    /// <summary>What an earlier attempt saved last, or default if none did.</summary>
    /// <exception cref="JsonException">It does not fit the type.</exception>
    public T? GetCheckpoint<T>() =>
        _job.Checkpoint is { } saved ? saved.Read<T>() : default;

    /// <summary>Saves what the next attempt shall find if this one does not finish. Durable when it completes.</summary>
    /// <exception cref="OperationCanceledException">The attempt has been superseded; it should stop.</exception>
    /// <exception cref="IOException">The store did not take it in time; it may be tried again.</exception>
    /// <exception cref="NonRetryableException">It is larger than the limit.</exception>
    public async Task SaveCheckpoint<T>(T value)
    {
        var json = Write(value);
        if (json.Utf8.Length > _limits.Checkpoint)
            throw new NonRetryableException($"The checkpoint has {json.Utf8.Length} bytes; {_limits.Checkpoint} are allowed.");
        switch (await _reporter.Save(json))
        {
            case ReportResult.Recorded: return;
            case ReportResult.StaleToken: throw new OperationCanceledException("The attempt has been superseded.");
            case ReportResult.Unavailable: throw new IOException("The store did not take the checkpoint in time.");
            default: throw new InvalidOperationException("Unknown result of a report.");
        }
    }

    /// <summary>
    /// Lets no job of this one's queue start before a time, as when an upstream answers 429 or 503 with Retry-After. Durable and in effect
    /// when it completes; jobs that run go on, this one too. Of two times the later holds, until an operator resumes the queue. A time that
    /// is over holds nothing.
    /// </summary>
    /// <param name="until">At most 30 days ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is later than that.</exception>
    /// <exception cref="OperationCanceledException">The attempt is over; it should stop.</exception>
    /// <exception cref="IOException">The queue or the store did not take it in time; it may be tried again.</exception>
    public async Task HoldQueue(DateTimeOffset until)
    {
        var now = Clock.Now();
        if (until > now + QueueSettingsRules.LongestHold)
            throw new ArgumentOutOfRangeException(nameof(until), until, $"Must be at most {QueueSettingsRules.LongestHold.TotalDays:0} days ahead.");
        if (_attempt.HasEnded || _attempt.Reason is StopReason.Voided or StopReason.TimedOut)
            throw new OperationCanceledException("The attempt is over.");
        if (until <= now) return;
        QueueResult result;
        try
        {
            result = await _grains.GetGrain<IQueueGrain>(Queue).Hold(Grains.Clock.UpToMicroseconds(until));
        }
        catch (Exception error)
        {
            throw new IOException("The queue did not answer in time.", error);
        }

        if (result is not QueueResult.Changed) throw new IOException("The store did not take the hold of the queue in time.");
    }
}

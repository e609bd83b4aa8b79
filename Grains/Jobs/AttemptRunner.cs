using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Runs the handler of one attempt and says how it ended.</summary>
public sealed partial class AttemptRunner(
    JobKinds kinds,
    IJobStore store,
    IStepStore steps,
    IAttemptExecutor executor,
    IServiceScopeFactory scopes,
    TimeProvider time,
    IIdSource ids,
    IOptions<LimitOptions> limits,
    ILogger<AttemptRunner> logger)
{
    private readonly LimitOptions _limits = limits.Value;

    /// <summary>
    /// Runs the attempt to its end, its timeout, or until it is void. Code that goes on after that runs on without effect.
    /// </summary>
    /// <returns>The event to record, or null if nothing of the attempt counts any more.</returns>
    /// <remarks>Does not throw: an attempt whose end is not recorded would take its slot for ever.</remarks>
    public async Task<JobEvent?> Run(Attempt attempt, IJobGrain self, IGrainFactory grains)
    {
        try
        {
            return await RunHandler(attempt, self, grains);
        }
        catch (Exception error)
        {
            LogBroken(attempt.Job.Id, attempt.Job.Kind, attempt.Job.AttemptNumber, JobTraces.TraceIdOf(attempt.Job, null), error);
            return Failed(attempt, error.GetType().Name, error.Message, null);
        }
    }

    private async Task<JobEvent?> RunHandler(Attempt attempt, IJobGrain self, IGrainFactory grains)
    {
        using var activity = JobTraces.StartAttempt(attempt.Job);
        if (SealedJson.FaultOf(attempt.Job) is { } fault)
        {
            var failed = Failed(attempt, SealedJson.Error, fault, null);
            Note(attempt.Job, failed, activity);
            return failed;
        }

        using var reporter = new AttemptReporter(self, attempt, time, _limits);
        using var timeout = StartTimeout(attempt);
        var context = new JobContext(attempt, reporter, grains, store, new JobSteps(attempt, reporter, store, steps, time, _limits), time, _limits);
        var work = Start(attempt, context);
        await Task.WhenAny(work, attempt.Abandoned.InTurn());
        var ended = attempt.Reason == StopReason.Voided
            ? null
            : Describe(attempt, context, work, await reporter.Finish());
        Observe(work);
        Note(attempt.Job, ended, activity);
        return ended;
    }

    private IDisposable? StartTimeout(Attempt attempt) => attempt.Job.Timeout is { } timeout
        ? time.After(timeout, () => attempt.Stop(StopReason.TimedOut))
        : null;

    private Task<Json?> Start(Attempt attempt, JobContext context)
    {
        if (kinds.Find(attempt.Job.Kind) is not { } kind)
            return Task.FromException<Json?>(new InvalidOperationException($"No handler is registered for kind {attempt.Job.Kind}."));
        return executor.Run(() => Handle(kind, attempt, context), kind.Options.CpuBound);
    }

    private async Task<Json?> Handle(JobKind kind, Attempt attempt, JobContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await kind.Run(scope.ServiceProvider, attempt.Job.Input, context, attempt.Stopping);
    }

    private JobEvent Describe(Attempt attempt, JobContext context, Task<Json?> work, AttemptReport? rest)
    {
        if (attempt.Reason == StopReason.TimedOut)
            return Failed(attempt, "timeout", $"The attempt ran longer than {attempt.Job.Timeout}.", rest, timedOut: true);
        if (work.IsCompleted && context.Suspension is { } rests) return new JobEvent.Suspended(attempt.Token, rests.Until, rests.Signal, rest);
        if (work.IsCompletedSuccessfully) return Succeeded(attempt, work.Result, rest);
        if (attempt.Reason == StopReason.Interrupted && (!work.IsCompleted || work.IsCanceled || IsCancellation(work)))
            return new JobEvent.Interrupted(attempt.Token, rest);

        var error = work.Exception?.InnerException ?? new OperationCanceledException("The handler gave up without being told to stop.");
        var type = error is StoreException { IsSealed: true } ? SealedJson.Error : error.GetType().Name;
        var failed = Failed(attempt, type, error.Message, rest, retryable: error is not NonRetryableException);
        return error is RetryLaterException later ? failed with { NotBefore = Bounded(later.NotBefore) } : failed;
    }

    private DateTimeOffset Bounded(DateTimeOffset notBefore)
    {
        var longest = time.Now() + _limits.Ahead;
        return Clock.UpToMicroseconds(notBefore < longest ? notBefore : longest);
    }

    private JobEvent Succeeded(Attempt attempt, Json? result, AttemptReport? rest)
    {
        if (result is null || result.Utf8.Length <= _limits.Result)
            return new JobEvent.Succeeded(attempt.Token, result, rest);
        var message = $"The result has {result.Utf8.Length} bytes; {_limits.Result} are allowed.";
        return Failed(attempt, "result", message, rest, retryable: false);
    }

    private JobEvent.Failed Failed(
        Attempt attempt, string type, string message, AttemptReport? rest, bool retryable = true, bool timedOut = false)
    {
        var error = new JobError
        {
            Type = type,
            Message = Text.Cut(message, _limits.ErrorMessage),
            Attempt = attempt.Job.AttemptNumber,
        };
        return new JobEvent.Failed(attempt.Token, error, retryable, timedOut, ids.NextDouble(), rest);
    }

    private static bool IsCancellation(Task work) => work.Exception?.InnerException is OperationCanceledException;

    // A handler that goes on after its attempt ended may still throw: nobody is interested any more.
    private static void Observe(Task work) =>
        work.ContinueWith(
            static done => _ = done.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private void Note(JobRecord job, JobEvent? ended, Activity? activity)
    {
        var traceId = JobTraces.TraceIdOf(job, activity);
        switch (ended)
        {
            case JobEvent.Failed e:
                activity?.SetStatus(ActivityStatusCode.Error, e.Error.Type);
                LogFailed(job.Id, job.Kind, job.AttemptNumber, e.Error.Type, traceId);
                break;
            case JobEvent.Succeeded:
                LogSucceeded(job.Id, job.Kind, job.AttemptNumber, traceId);
                break;
            default:
                LogStopped(job.Id, job.Kind, job.AttemptNumber, traceId);
                break;
        }
    }

    [LoggerMessage(4, LogLevel.Error, "Job {JobId} of kind {Kind}: attempt {Attempt} could not be run (trace {TraceId})")]
    private partial void LogBroken(Guid jobId, string kind, int attempt, string traceId, Exception error);

    // The error's message may hold parts of the input, so only its type is logged.
    [LoggerMessage(1, LogLevel.Warning, "Job {JobId} of kind {Kind}: attempt {Attempt} failed with {ErrorType} (trace {TraceId})")]
    private partial void LogFailed(Guid jobId, string kind, int attempt, string errorType, string traceId);

    [LoggerMessage(2, LogLevel.Debug, "Job {JobId} of kind {Kind}: attempt {Attempt} succeeded (trace {TraceId})")]
    private partial void LogSucceeded(Guid jobId, string kind, int attempt, string traceId);

    [LoggerMessage(3, LogLevel.Information, "Job {JobId} of kind {Kind}: attempt {Attempt} was stopped (trace {TraceId})")]
    private partial void LogStopped(Guid jobId, string kind, int attempt, string traceId);
}

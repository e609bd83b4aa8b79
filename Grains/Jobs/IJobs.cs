using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// A program's way to jobs from within: what the routes do, without HTTP. Injected where jobs run, and in web processes that call silos. More of a job
/// or a queue is asked of its grain (<see cref="IJobGrain"/>, <c>IQueueGrain</c>).
/// </summary>
public interface IJobs
{
    /// <summary>Submits a job of the kind for which a handler is registered here. It is durable when this answers.</summary>
    /// <typeparam name="THandler">The handler, of one kind.</typeparam>
    /// <param name="input">The handler's input, or what is written as the same JSON; null if it needs none.</param>
    /// <param name="with">What is to be other than the kind's defaults, such as <c>job => job with { Delay = TimeSpan.FromMinutes(5) }</c>.</param>
    /// <param name="key">An idempotency key: submitted again under it, the job is the same. Null: this is a new job.</param>
    /// <returns>The job, new or of an earlier submit.</returns>
    /// <exception cref="InvalidOperationException">No kind is registered for the handler here, or several are.</exception>
    /// <exception cref="JobRefusedException">The job was not made.</exception>
    Task<Job> Submit<THandler>(object? input = null, Func<JobSpec, JobSpec>? with = null, string? key = null)
        where THandler : class;

    /// <summary>Submits a job of any kind, such as one that workers outside run. It is durable when this answers.</summary>
    /// <param name="job">What is asked for; <see cref="JobContext.NewJob{T}"/> makes one.</param>
    /// <param name="key">As for <see cref="Submit{THandler}"/>.</param>
    /// <returns>The job, new or of an earlier submit.</returns>
    /// <exception cref="JobRefusedException">The job was not made.</exception>
    Task<Job> Submit(JobSpec job, string? key = null);

    /// <summary>The job as it is now; null if there is none.</summary>
    Task<Job?> Get(Guid id);

    /// <summary>The job as soon as it has ended; null if there is none.</summary>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    Task<Job?> WaitForEnd(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Ends a job that has not ended, wherever it is.</summary>
    /// <param name="id">The job.</param>
    /// <param name="reason">For people; null if there is none to give.</param>
    Task<ChangeResult> Cancel(Guid id, string? reason = null);

    /// <summary>Puts an ended job back into its queue, with a fresh budget of retries.</summary>
    Task<ChangeResult> Retry(Guid id);
}

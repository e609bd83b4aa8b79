namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// The work of one kind of job. Registered by <c>services.AddJob&lt;THandler&gt;("kind")</c>; an instance is made for
/// each attempt, in a scope of its own.
/// </summary>
/// <remarks>
/// An attempt can be repeated after its process died between the last effect and the record of it, so effects on the
/// outside should be idempotent: <see cref="JobContext.JobId"/> is the key to make them so. Throw
/// <see cref="NonRetryableException"/> for an error that would only come again; any other exception is retried by the
/// job's rule. When the token fires (cancel, timeout, shutdown) the attempt is over: stop soon.
/// </remarks>
/// <typeparam name="TInput">What the job's input is read as (System.Text.Json, camelCase).</typeparam>
/// <typeparam name="TResult">What is written as the job's result.</typeparam>
public interface IJobHandler<TInput, TResult>
{
    /// <summary>Runs one attempt.</summary>
    /// <param name="input">The job's input.</param>
    /// <param name="context">The job, and the ways to report on it.</param>
    /// <param name="cancellationToken">Fires when the attempt shall stop.</param>
    Task<TResult> RunAsync(TInput input, JobContext context, CancellationToken cancellationToken);
}

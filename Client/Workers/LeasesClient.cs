namespace OrleansJobs.Client;

/// <summary>
/// What workers say. Each job that is leased has a token; once its lease is over, what is said under it is refused with
/// <see cref="OrleansJobsException.IsStaleToken"/>, and nothing is recorded.
/// </summary>
public sealed class LeasesClient
{
    private readonly ApiCaller _api;

    internal LeasesClient(ApiCaller api) => _api = api;

    /// <summary>Leases jobs of a queue. Not repeated where the answer is lost: jobs that it had come back when their lease is over.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="request">What for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The jobs; none if there was none until the wait was over.</returns>
    public async Task<IReadOnlyList<Lease>> Lease(string queue, LeaseRequest request, CancellationToken cancellationToken = default) =>
        (await _api.Send(ApiCall.With(HttpMethod.Post, $"queues/{Paths.Segment(queue)}/lease", request, ClientJson.Default.LeaseRequest), ClientJson.Default.LeaseReply, cancellationToken).ConfigureAwait(false)).Jobs;

    /// <summary>Lets a lease last, and tells what there is to tell. If it is repeated as its answer was lost, lines of the log may be there twice.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">The lease's token.</param>
    /// <param name="report">What there is to tell; null: nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<HeartbeatReply> Heartbeat(Guid id, Guid token, HeartbeatReport? report = null, CancellationToken cancellationToken = default)
    {
        var body = new HeartbeatBody(token, report?.Progress, report?.Log, report?.Checkpoint);
        return _api.Send(Said(id, "heartbeat", body, ClientJson.Default.HeartbeatBody), ClientJson.Default.HeartbeatReply, cancellationToken);
    }

    /// <summary>Stores a step as done.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">The lease's token.</param>
    /// <param name="name">The step's name.</param>
    /// <param name="value">What it gave; null: JSON's null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The step as it is stored: the first value of a name stays.</returns>
    public Task<JobStep> SaveStep(Guid id, Guid token, string name, JsonElement? value, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Put, $"jobs/{id}/steps/{Paths.Segment(name)}", new StepBody(token, value), ClientJson.Default.StepBody);
        return _api.Send(call, ClientJson.Default.JobStep, cancellationToken);
    }

    /// <summary>Ends a job with success.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">The lease's token.</param>
    /// <param name="result">Its result; null: JSON's null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task Complete(Guid id, Guid token, JsonElement? result, CancellationToken cancellationToken = default) =>
        _api.Send(Said(id, "complete", new CompleteBody(token, result), ClientJson.Default.CompleteBody), cancellationToken);

    /// <summary>Ends an attempt that failed. Whether there is another one, the job's rule of retries says.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">The lease's token.</param>
    /// <param name="failure">Why.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task Fail(Guid id, Guid token, LeaseFailure failure, CancellationToken cancellationToken = default)
    {
        var body = new FailBody(token, new FailError(failure.Type, failure.Message), failure.Retryable, failure.HoldQueueUntil);
        return _api.Send(Said(id, "fail", body, ClientJson.Default.FailBody), cancellationToken);
    }

    /// <summary>Gives a job back to its queue. It uses no retry.</summary>
    /// <param name="id">The job.</param>
    /// <param name="token">The lease's token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task Release(Guid id, Guid token, CancellationToken cancellationToken = default) =>
        _api.Send(Said(id, "release", new ReleaseBody(token), ClientJson.Default.ReleaseBody), cancellationToken);

    private static ApiCall Said<T>(Guid id, string what, T body, JsonTypeInfo<T> type) =>
        ApiCall.With(HttpMethod.Post, $"jobs/{id}/{what}", body, type) with { IsRepeatable = true };
}

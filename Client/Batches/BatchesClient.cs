namespace OrleansJobs.Client;

/// <summary>Jobs that are counted together, and what follows when all have ended.</summary>
public sealed class BatchesClient
{
    private readonly ApiCaller _api;

    internal BatchesClient(ApiCaller api) => _api = api;

    /// <summary>Makes a batch with its jobs. When this returns, all are stored.</summary>
    /// <param name="batch">The batch, with at most 10,000 jobs.</param>
    /// <param name="idempotencyKey">As of a submit: the same key with the same batch names the same batch. Null: one that the client makes for this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">A job is not valid (422), a queue is full (429), or the server cannot be reached.</exception>
    public Task<Batch> Create(BatchSpec batch, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _api.Send(ApiCall.With(HttpMethod.Post, "batches", batch, ClientJson.Default.BatchSpec).Keyed(idempotencyKey), ClientJson.Default.Batch, cancellationToken);

    /// <summary>Adds jobs to an open batch. When this returns, all are stored.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="jobs">The jobs, at most 10,000.</param>
    /// <param name="idempotencyKey">Makes the call safe to repeat. Null: one that the client makes for this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The batch takes no more (409), a job is not valid (422), a queue is full (429), or the server cannot be reached.</exception>
    public Task<Batch> Add(Guid id, IReadOnlyList<JobSpec> jobs, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, $"batches/{id}/jobs", new MoreJobsBody(jobs), ClientJson.Default.MoreJobsBody);
        return _api.Send(call.Keyed(idempotencyKey), ClientJson.Default.Batch, cancellationToken);
    }

    /// <summary>Lets a batch take no more jobs.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Batch> Seal(Guid id, CancellationToken cancellationToken = default) =>
        _api.Send(new ApiCall(HttpMethod.Post, $"batches/{id}/seal") { IsRepeatable = true }, ClientJson.Default.Batch, cancellationToken);

    /// <summary>Reads a batch. Its counts are exact; its jobs are those of <see cref="JobFilter.Batch"/>.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Batch> Get(Guid id, CancellationToken cancellationToken = default) => _api.Get($"batches/{id}", ClientJson.Default.Batch, cancellationToken);

    /// <summary>Cancels all jobs of a batch that have not ended; it takes no more.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="reason">Why, for people; at most 1,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The batch is completed (409), there is no such batch, or the server cannot be reached.</exception>
    public Task<Batch> Cancel(Guid id, string? reason = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.With(HttpMethod.Post, $"batches/{id}/cancel", new ReasonBody(reason), ClientJson.Default.ReasonBody);
        return _api.Send(call with { IsRepeatable = true }, ClientJson.Default.Batch, cancellationToken);
    }

    /// <summary>Lists batches, the newest first, page by page as they are asked for.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<Batch> List(CancellationToken cancellationToken = default) =>
        PageReader.List<Batch, BatchPage>(_api, cursor => Paths.Query("batches", ("cursor", cursor)), ClientJson.Default.BatchPage, cancellationToken);
}

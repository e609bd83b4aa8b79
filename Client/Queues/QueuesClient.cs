namespace OrleansJobs.Client;

/// <summary>Reads and changes queues.</summary>
public sealed class QueuesClient
{
    private readonly ApiCaller _api;

    internal QueuesClient(ApiCaller api) => _api = api;

    /// <summary>Lists queues, in order of their names, page by page as they are asked for.</summary>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<JobQueue> List(CancellationToken cancellationToken = default) =>
        PageReader.List<JobQueue, QueuePage>(_api, cursor => Paths.Query("queues", ("cursor", cursor)), ClientJson.Default.QueuePage, cancellationToken);

    /// <summary>Reads a queue.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">There is no such queue, or the server cannot be reached.</exception>
    public Task<JobQueue> Get(string name, CancellationToken cancellationToken = default) => _api.Get(PathOf(name), ClientJson.Default.JobQueue, cancellationToken);

    /// <summary>Replaces the settings of a queue. When this returns, they hold.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">What is null gets its default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">A setting is not valid (422), or the server cannot be reached.</exception>
    public Task<JobQueue> Put(string name, QueueSettings settings, CancellationToken cancellationToken = default) =>
        _api.Send(ApiCall.With(HttpMethod.Put, PathOf(name), settings, ClientJson.Default.QueueSettings), ClientJson.Default.JobQueue, cancellationToken);

    /// <summary>Lets no job of a queue start. Jobs are still taken, and running ones go on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JobQueue> Pause(string name, CancellationToken cancellationToken = default) => Say(name, "pause", cancellationToken);

    /// <summary>Lets the jobs of a queue start again; also ends a hold, and closes the breaker.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<JobQueue> Resume(string name, CancellationToken cancellationToken = default) => Say(name, "resume", cancellationToken);

    /// <summary>Lists the lanes of a queue that have unfinished jobs, in order of their names, page by page as they are asked for.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="busy">Only lanes with jobs that run, or only those without; null: both.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<Lane> Lanes(string name, bool? busy = null, CancellationToken cancellationToken = default) =>
        PageReader.List<Lane, LanePage>(_api, cursor => Paths.Query(PathOf(name) + "/lanes", ("busy", busy), ("cursor", cursor)), ClientJson.Default.LanePage, cancellationToken);

    /// <summary>Lists the workers that have asked a queue for jobs within the last two minutes.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<WorkerStatus>> Workers(string name, CancellationToken cancellationToken = default) =>
        (await _api.Get(PathOf(name) + "/workers", ClientJson.Default.WorkerList, cancellationToken).ConfigureAwait(false)).Workers;

    /// <summary>Lists the workers that have asked any queue for jobs within the last two minutes, by queue and name, at most 10,000.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<WorkerStatus>> Workers(CancellationToken cancellationToken = default) =>
        (await _api.Get("workers", ClientJson.Default.WorkerList, cancellationToken).ConfigureAwait(false)).Workers;

    private static string PathOf(string name) => $"queues/{Paths.Segment(name)}";

    private Task<JobQueue> Say(string name, string what, CancellationToken stop) =>
        _api.Send(new ApiCall(HttpMethod.Post, $"{PathOf(name)}/{what}") { IsRepeatable = true }, ClientJson.Default.JobQueue, stop);
}

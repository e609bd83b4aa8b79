namespace OrleansJobs.Client;

/// <summary>
/// An OrleansJobs server over HTTP. Safe for use by many threads; one for a program is enough. Calls that fail are repeated where that is safe, as
/// <see cref="OrleansJobsClientOptions"/> say; what fails for good is an <see cref="OrleansJobsException"/>.
/// </summary>
public sealed class OrleansJobsClient : IDisposable
{
    // Connections are made anew now and then, as the server's address may have changed.
    internal static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(15);

    private readonly HttpClient? _own;

    /// <summary>A client with connections of its own.</summary>
    /// <param name="address">Where the server listens.</param>
    /// <exception cref="ArgumentException">It is no absolute http or https address.</exception>
    public OrleansJobsClient(Uri address)
        : this(new OrleansJobsClientOptions { Address = address })
    {
    }

    /// <summary>A client with connections of its own.</summary>
    /// <param name="options">How it reaches the server.</param>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    public OrleansJobsClient(OrleansJobsClientOptions options)
        : this(NewHttpClient(), options) => _own = Api.Http;

    /// <summary>A client over an HttpClient of the caller, who disposes of it.</summary>
    /// <param name="http">It may have headers, such as credentials, and handlers. Its <c>Timeout</c> is that of one request; its <c>BaseAddress</c>, if it has one, is where the server listens.</param>
    /// <param name="options">How the server is reached; null: the defaults.</param>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    public OrleansJobsClient(HttpClient http, OrleansJobsClientOptions? options = null)
    {
        Api = new ApiCaller(http, (options ?? new()).Checked());
        (Jobs, Queues, Schedules) = (new JobsClient(Api), new QueuesClient(Api), new SchedulesClient(Api));
        (Batches, Kinds, Leases, ApiKeys) = (new BatchesClient(Api), new KindsClient(Api), new LeasesClient(Api), new ApiKeysClient(Api));
    }

    /// <summary>Submits, reads, watches and changes jobs.</summary>
    public JobsClient Jobs { get; }

    /// <summary>Reads and changes queues.</summary>
    public QueuesClient Queues { get; }

    /// <summary>Jobs by the clock.</summary>
    public SchedulesClient Schedules { get; }

    /// <summary>Jobs that are counted together.</summary>
    public BatchesClient Batches { get; }

    /// <summary>What can be submitted.</summary>
    public KindsClient Kinds { get; }

    /// <summary>What workers say, for those who write one of their own; <see cref="JobWorker"/> is one.</summary>
    public LeasesClient Leases { get; }

    /// <summary>Makes and revokes API keys.</summary>
    public ApiKeysClient ApiKeys { get; }

    internal ApiCaller Api { get; }

    /// <summary>Closes the connections, if they are the client's own.</summary>
    public void Dispose() => _own?.Dispose();

    internal static SocketsHttpHandler NewHandler() => new() { PooledConnectionLifetime = ConnectionLifetime };

    private static HttpClient NewHttpClient() => new(NewHandler());
}

namespace OrleansJobs.Client;

/// <summary>What can be submitted.</summary>
public sealed class KindsClient
{
    private readonly ApiCaller _api;

    internal KindsClient(ApiCaller api) => _api = api;

    /// <summary>Lists the registered kinds, by name.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<Kind>> List(CancellationToken cancellationToken = default) =>
        (await _api.Get("kinds", ClientJson.Default.KindList, cancellationToken).ConfigureAwait(false)).Kinds;

    /// <summary>Reads a kind.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">There is no such kind, or the server cannot be reached.</exception>
    public Task<Kind> Get(string name, CancellationToken cancellationToken = default) => _api.Get(PathOf(name), ClientJson.Default.Kind, cancellationToken);

    /// <summary>Registers, or replaces, a kind that workers run. Jobs that there are stay as they were submitted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it shall be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">The server itself runs this kind (409), it is not valid (422), or the server cannot be reached.</exception>
    public Task<Kind> Put(string name, KindSpec kind, CancellationToken cancellationToken = default) =>
        _api.Send(ApiCall.With(HttpMethod.Put, PathOf(name), kind, ClientJson.Default.KindSpec), ClientJson.Default.Kind, cancellationToken);

    /// <summary>Lets no job of a kind that workers run be submitted any more. Workers still get those that there are.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task Delete(string name, CancellationToken cancellationToken = default) => _api.Send(new ApiCall(HttpMethod.Delete, PathOf(name)), cancellationToken);

    private static string PathOf(string name) => $"kinds/{Paths.Segment(name)}";
}

namespace OrleansJobs.Client;

/// <summary>Makes and revokes API keys. The scope admin is demanded.</summary>
public sealed class ApiKeysClient
{
    private const string Path = "admin/keys";

    private readonly ApiCaller _api;

    internal ApiKeysClient(ApiCaller api) => _api = api;

    /// <summary>Lists the keys, the newest first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<ApiKey>> List(CancellationToken cancellationToken = default) =>
        (await _api.Get(Path, ClientJson.Default.ApiKeyList, cancellationToken).ConfigureAwait(false)).Keys;

    /// <summary>Makes a key. If no answer comes there may be one that nobody knows: <see cref="List"/> shows it.</summary>
    /// <param name="key">What it shall be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrleansJobsException">There are too many (409), it is not valid (422), or the server cannot be reached.</exception>
    public Task<NewApiKey> Create(ApiKeySpec key, CancellationToken cancellationToken = default) =>
        _api.Send(ApiCall.With(HttpMethod.Post, Path, key, ClientJson.Default.ApiKeySpec), ClientJson.Default.NewApiKey, cancellationToken);

    /// <summary>Revokes a key: after a second at most no process of the server takes it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task Revoke(Guid id, CancellationToken cancellationToken = default) => _api.Send(new ApiCall(HttpMethod.Delete, $"{Path}/{id}"), cancellationToken);
}

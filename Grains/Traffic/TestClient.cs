using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Traffic;

/// <summary>Sends the requests of test runs. Connections are kept, at most as many as one run has requests under way.</summary>
public sealed class TestClient : IDisposable
{
    private readonly HttpMessageInvoker _http;

    /// <summary>Over the network.</summary>
    public TestClient(IOptions<TrafficTestOptions> options)
        : this(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.Value.TestParallelism,
            ConnectTimeout = options.Value.TestTimeout,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        })
    {
    }

    /// <summary>Over a handler of the caller's choice.</summary>
    public TestClient(HttpMessageHandler handler) => _http = new HttpMessageInvoker(handler);

    /// <summary>Makes one request and reads its answer to the end.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or one with another status than 200.</exception>
    public async Task Get(Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await _http.SendAsync(request, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"A request was answered with {(int)response.StatusCode}."));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}

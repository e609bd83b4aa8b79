using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansJobs.Benchmarks;

/// <summary>The service under load.</summary>
internal sealed class Service : IDisposable
{
    private static readonly byte[] Noop = """{"kind":"noop"}"""u8.ToArray();
    private readonly HttpClient _client;

    public Service(Uri url, int connections) => _client = new HttpClient(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseProxy = false,
    })
    {
        BaseAddress = url,
    };

    /// <summary>Submits a noop; fails unless it is accepted, and so durable.</summary>
    public async Task Submit()
    {
        using var response = await Post();
        await response.Content.CopyToAsync(Stream.Null);
    }

    /// <summary>Submits a noop and answers its id.</summary>
    public async Task<Guid> SubmitForId()
    {
        using var response = await Post();
        using var job = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return job.RootElement.GetProperty("id").GetGuid();
    }

    /// <summary>Whether there is such a job.</summary>
    public async Task<bool> Has(Guid id)
    {
        using var response = await _client.GetAsync(new Uri($"/jobs/{id}", UriKind.Relative));
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The job once it has ended.</summary>
    public Task<JsonElement> End(Guid id) => Get($"/jobs/{id}?wait=60s");

    /// <summary>What is answered to a GET.</summary>
    public async Task<JsonElement> Get(string path) => JsonElement.Parse(await _client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));

    /// <summary>What is answered to a POST; fails unless it is a success.</summary>
    public async Task<JsonElement> Post(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _client.PostAsync(new Uri(path, UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends a merge patch; fails unless it is a success.</summary>
    public async Task Patch(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json"));
        using var response = await _client.PatchAsync(new Uri(path, UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until no job is queued or running.</summary>
    public async Task WhenIdle()
    {
        while (await Any("queued") || await Any("running")) await Task.Delay(2);
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> Post()
    {
        var body = new ByteArrayContent(Noop);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await _client.PostAsync(new Uri("/jobs", UriKind.Relative), body);
        return response.StatusCode == HttpStatusCode.Accepted ? response : throw new HttpRequestException($"POST /jobs answered {response.StatusCode}.");
    }

    private async Task<bool> Any(string state) => (await Get($"/jobs?state={state}&limit=1")).GetProperty("jobs").GetArrayLength() > 0;
}

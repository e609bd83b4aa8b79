using System.Net;

namespace OrleansJobs.Client.Http;

/// <summary>Sends calls, repeats those that failed where that is safe, and reads the answers.</summary>
internal sealed class ApiCaller(HttpClient http, OrleansJobsClientOptions options)
{
    // Without it the last segment of an address with a path would be replaced.
    private readonly Uri _address = new((http.BaseAddress ?? options.Address).AbsoluteUri.TrimEnd('/') + '/');

    public HttpClient Http => http;

    public OrleansJobsClientOptions Options => options;

    public Task<T> Get<T>(string path, JsonTypeInfo<T> reply, CancellationToken stop) => Send(new ApiCall(HttpMethod.Get, path), reply, stop);

    /// <summary>Sends a call and reads the answer's body.</summary>
    /// <exception cref="OrleansJobsException">It failed.</exception>
    public async Task<T> Send<T>(ApiCall call, JsonTypeInfo<T> reply, CancellationToken stop)
    {
        using var response = await Answer(call, HttpCompletionOption.ResponseContentRead, stop).ConfigureAwait(false);
        return await Read(response, reply, stop).ConfigureAwait(false);
    }

    /// <summary>Sends a call whose answer has no body of interest.</summary>
    /// <exception cref="OrleansJobsException">It failed.</exception>
    public async Task Send(ApiCall call, CancellationToken stop) => (await Answer(call, HttpCompletionOption.ResponseContentRead, stop).ConfigureAwait(false)).Dispose();

    /// <summary>Sends a call until it is answered with success.</summary>
    /// <returns>The answer, of which the caller disposes.</returns>
    /// <exception cref="OrleansJobsException">It failed.</exception>
    public async Task<HttpResponseMessage> Answer(ApiCall call, HttpCompletionOption completion, CancellationToken stop)
    {
        for (var failures = 1; ; failures++)
        {
            var (response, failure) = await Try(call, completion, stop).ConfigureAwait(false);
            if (response is not null) return response;

            // What is deleted is not there any more when the request comes again.
            if (failures > 1 && call.Method == HttpMethod.Delete && failure!.IsNotFound) return new HttpResponseMessage(HttpStatusCode.NoContent);
            if (failures > options.MaxRetries || !RetryPolicy.Allows(call, failure!) || failure!.RetryAfter > options.MaxRetryAfter) throw failure!;
            await Task.Delay(RetryPolicy.PauseAfter(failures, failure.RetryAfter, options), options.TimeProvider, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the body of an answer.</summary>
    /// <exception cref="OrleansJobsException">It is not what was asked for.</exception>
    public static async Task<T> Read<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var body = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, type)!;
        }
        catch (JsonException error)
        {
            throw new OrleansJobsException($"The answer of {response.RequestMessage?.RequestUri} is not the JSON that was expected.", error);
        }
    }

    private async Task<(HttpResponseMessage? Response, OrleansJobsException? Failure)> Try(ApiCall call, HttpCompletionOption completion, CancellationToken stop)
    {
        using var request = call.ToRequest(_address);
        if (options.ApiKey is { } key) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        try
        {
            var response = await http.SendAsync(request, completion, stop).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return (response, null);
            using (response) return (null, await Problems.Of(response, stop).ConfigureAwait(false));
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, new OrleansJobsException($"{request.Method} {request.RequestUri} was not answered: {error.Message}", error));
        }
    }
}

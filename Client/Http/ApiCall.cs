namespace OrleansJobs.Client.Http;

/// <summary>A request as it is sent, once or several times.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, relative to the server's address, with its query.</param>
internal sealed record ApiCall(HttpMethod Method, string Path)
{
    public const string Json = "application/json";

    // Larger bodies wait for the server's leave: one that refuses them closes the connection, and its answer could get lost.
    private const int LargeBody = 256 << 10;

    /// <summary>The body; null: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>What the body is.</summary>
    public string MediaType { get; init; } = Json;

    /// <summary>Whether it may be sent again when nobody knows what the server did with it.</summary>
    public bool IsRepeatable { get; init; } = Method == HttpMethod.Get || Method == HttpMethod.Put || Method == HttpMethod.Delete;

    /// <summary>A header that this call has; null: none.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>A call with a body.</summary>
    public static ApiCall With<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        new(method, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <summary>The same, safe to repeat by a key.</summary>
    /// <param name="key">The key; null: a new one.</param>
    public ApiCall Keyed(string? key) => this with { IsRepeatable = true, Header = IdempotencyKeys.Header(key ?? IdempotencyKeys.New()) };

    /// <summary>The request to send; one can be sent only once.</summary>
    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(Method, new Uri(address, Path));
        if (Header is { } header) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        if (Body is not { } body) return request;
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new(MediaType) } };
        if (body.Length > LargeBody) request.Headers.ExpectContinue = true;
        return request;
    }
}

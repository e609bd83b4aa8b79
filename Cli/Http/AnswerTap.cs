namespace OrleansJobs.Cli.Http;

/// <summary>Remembers the JSON of the latest answer, so that it can be told as the service said it, with what the client does not know.</summary>
internal sealed class AnswerTap(HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>Whether the latest answer was JSON.</summary>
    public bool HasAnswer => Answer.ValueKind != JsonValueKind.Undefined;

    /// <summary>The latest answer.</summary>
    public JsonElement Answer { get; private set; }

    /// <summary>The list that the latest answer has.</summary>
    public JsonElement Items { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        (Answer, Items) = (default, default);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/json") await Read(response, cancellationToken);
        return response;
    }

    private async Task Read(HttpResponseMessage response, CancellationToken stop)
    {
        await response.Content.LoadIntoBufferAsync(stop);
        try
        {
            Answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(stop));
            if (Answer.ValueKind == JsonValueKind.Object) Items = Answer.EnumerateObject().FirstOrDefault(member => member.Value.ValueKind == JsonValueKind.Array).Value;
        }
        catch (JsonException)
        {
            // Whoever asked says that it makes no sense.
        }
    }
}

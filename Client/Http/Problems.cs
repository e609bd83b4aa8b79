namespace OrleansJobs.Client.Http;

/// <summary>Reads refusals.</summary>
internal static class Problems
{
    /// <summary>The refusal as an exception; also if something on the way to the server answered it in another form.</summary>
    public static async Task<OrleansJobsException> Of(HttpResponseMessage response, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        var problem = await Document(response, stop).ConfigureAwait(false) ?? new Problem { Title = response.ReasonPhrase };
        return new OrleansJobsException(problem with { Status = status }, RetryAfter(response));
    }

    private static async Task<Problem?> Document(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or ApiCall.Json)) return null;
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false), ClientJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A date is told by the server's clock: so is the time that it counts from.
    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}

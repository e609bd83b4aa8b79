using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Kind "http": makes a request, and succeeds with its answer if the status is one that was asked for.</summary>
/// <remarks>What a receiver may do better the next time (<see cref="PushFailure"/>) is retried by the job's rule; its Retry-After is honoured.</remarks>
internal sealed class HttpJob(IPushClient client, IOptions<PushOptions> options) : IJobHandler<HttpInput, HttpResult>
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "http";

    /// <inheritdoc/>
    public async Task<HttpResult> RunAsync(HttpInput input, JobContext context, CancellationToken cancellationToken)
    {
        var timeout = input.Timeout ?? options.Value.Timeout;
        if (timeout > options.Value.LongestTimeout)
            throw new NonRetryableException($"The timeout is longer than Push:LongestTimeout ({options.Value.LongestTimeout}) allows.");
        var began = context.Clock.GetTimestamp();
        var answer = await client.Send(RequestOf(input, context.JobId), timeout, input.Expects, cancellationToken);
        return input.Expects(answer.Status)
            ? HttpResult.Of(answer, context.Clock.GetElapsedTime(began))
            : throw PushFailure.Of(answer, MayPass, context.Clock.Now(), options.Value.LongestRetryAfter);
    }

    private PushRequest RequestOf(HttpInput input, Guid jobId)
    {
        var headers = new Dictionary<string, string>(input.Headers ?? [], StringComparer.OrdinalIgnoreCase);
        headers.TryAdd("Idempotency-Key", $"{jobId}");
        headers.TryAdd("User-Agent", "OrleansJobs");
        if (input.HasBody) headers.TryAdd("Content-Type", IsText(input) ? "text/plain; charset=utf-8" : "application/json");
        return new PushRequest
        {
            Url = new Uri(input.Url),
            Method = input.Verb,
            Headers = [.. headers],
            Body = input.HasBody ? [.. Encoding.UTF8.GetBytes(IsText(input) ? input.Body!.Value.GetString()! : input.Body!.Value.GetRawText())] : null,
            Redirects = options.Value.Redirects,
        };
    }

    private static bool MayPass(int status) => status is 408 or 425 or 429 or >= 500;

    private static bool IsText(HttpInput input) => input.Body is { ValueKind: JsonValueKind.String };
}

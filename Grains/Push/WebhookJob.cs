using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Kind "webhook": tells of an end of a job. Anything but a status from 200 to 299 is tried again for some three days; 410 ends that.</summary>
internal sealed class WebhookJob(IPushClient client, IOptions<PushOptions> options) : IJobHandler<WebhookInput, WebhookResult>
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "webhook";

    /// <summary>The queue of its jobs: receivers that are slow keep no other jobs from their slots.</summary>
    public const string Queue = "webhooks";

    /// <summary>Pauses of 10 s, 30 s, 1.5 min ... 6 h, and then five of 12 h.</summary>
    public static RetryRule Rule { get; } = new() { MaxAttempts = 14, InitialDelay = TimeSpan.FromSeconds(10), Factor = 3, MaxDelay = TimeSpan.FromHours(12) };

    /// <inheritdoc/>
    public async Task<WebhookResult> RunAsync(WebhookInput input, JobContext context, CancellationToken cancellationToken)
    {
        var answer = await client.Send(RequestOf(input, context), options.Value.Timeout, IsTaken, cancellationToken);
        return IsTaken(answer.Status)
            ? new WebhookResult { Status = answer.Status }
            : throw PushFailure.Of(answer, status => status != 410, context.Clock.Now(), options.Value.LongestRetryAfter);
    }

    private static bool IsTaken(int status) => status is >= 200 and <= 299;

    // No redirects: most of them would make a request without its body.
    private PushRequest RequestOf(WebhookInput input, JobContext context)
    {
        ImmutableArray<byte> body = [.. Encoding.UTF8.GetBytes(input.Body.GetRawText())];
        var (id, timestamp) = ($"{context.JobId}", context.Clock.GetUtcNow().ToUnixTimeSeconds());
        var keys = options.Value.Secrets.Select(WebhookSignature.KeyOf).OfType<byte[]>().ToList();
        if (keys.Count == 0) throw new InvalidOperationException("There is no secret to sign by: Push:Secrets has none any more.");
        return new PushRequest
        {
            Url = new Uri(input.Url),
            Method = "POST",
            Headers =
            [
                KeyValuePair.Create("Content-Type", "application/json"),
                KeyValuePair.Create("User-Agent", "OrleansJobs"),
                KeyValuePair.Create("webhook-id", id),
                KeyValuePair.Create("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture)),
                KeyValuePair.Create("webhook-signature", WebhookSignature.Of(keys, id, timestamp, body.AsSpan())),
            ],
            Body = body,
        };
    }
}

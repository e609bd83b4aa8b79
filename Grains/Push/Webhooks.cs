using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Who may be told of ends of jobs, and what. Pure, but for the settings.</summary>
public sealed class Webhooks(IOptions<PushOptions> options, PushTargets targets)
{
    private const int LongestUrl = 2_000;

    /// <summary>What is wrong with a request to be told; null if nothing is.</summary>
    public FieldError? FaultOf(JobWebhook? webhook)
    {
        if (webhook is null) return null;
        if (options.Value.Secrets.Length == 0)
            return new FieldError { Field = "onCompleted", Message = "needs a secret by which it is signed: Push:Secrets has none" };
        return UrlFault(webhook.Url) is { } fault ? new FieldError { Field = "onCompleted.url", Message = fault } : null;
    }

    /// <summary>The job that tells of an end of another; null if none of its ends is told by a job of this id.</summary>
    /// <param name="job">The job as it is now: it may run again already.</param>
    /// <param name="id">The id.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="now">The time.</param>
    internal JobSpec? DeliveryOf(JobRecord job, Guid id, JobPhase end, DateTimeOffset now)
    {
        if (job.Webhook is not { } webhook) return null;
        if (!Enumerable.Range(1, webhook.Number).Any(number => JobId.OfDelivery(job.Id, job.CreatedAt, number) == id)) return null;
        var isNow = job.HasEnded && job.Delivery == id;
        var told = JsonSerializer.SerializeToElement(EventOf(job, end, isNow, now), WebhookEventJson.Default.WebhookEvent);
        return JobContext.NewJob(WebhookJob.Kind, new WebhookInput { Job = job.Id, Url = webhook.Url, Body = told }) with
        {
            Tenant = job.Tenant,
            TraceParent = job.TraceParent,
        };
    }

    private string? UrlFault(string text)
    {
        if (text.Length > LongestUrl) return $"must have at most {LongestUrl} characters";
        if (!PushUrl.TryParse(text, out var url, out var fault)) return fault;
        return IPAddress.TryParse(url.IdnHost, out var address) && !targets.Permit(url.IdnHost, address)
            ? "is private, local or reserved; Push:Allow can allow it"
            : null;
    }

    // A job that runs again already says only what does not change.
    private WebhookEvent EventOf(JobRecord job, JobPhase end, bool isNow, DateTimeOffset now)
    {
        var at = isNow ? job.EndedAt!.Value : now;
        var state = JobView.StateAt(end, job.RunAt, now).ToString().ToLowerInvariant();
        var result = isNow ? job.Result : null;
        var isTold = result?.Utf8.Length <= options.Value.WebhookResult && !SealedJson.Is(result);
        return new WebhookEvent($"job.{state}", at, new WebhookEvent.EndedJob
        {
            Id = job.Id,
            Number = job.Number,
            Kind = job.Kind,
            Queue = job.Queue,
            State = state,
            Tenant = job.Tenant,
            Tags = job.Tags,
            CreatedAt = job.CreatedAt,
            StartedAt = isNow ? job.StartedAt : null,
            EndedAt = at,
            Attempts = job.AttemptNumber,
            Result = isTold ? JsonSerializer.Deserialize(result!.Utf8.AsSpan(), WebhookEventJson.Default.JsonElement) : null,
            ResultLeftOut = result is not null && !isTold ? true : null,
            Error = isNow ? job.Error : null,
            CancelReason = isNow ? job.CancelReason : null,
            Schedule = job.Schedule,
            Batch = job.Batch,
            ReplayOf = job.ReplayOf,
        });
    }
}

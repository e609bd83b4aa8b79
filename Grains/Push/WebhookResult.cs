namespace OrleansJobs.Grains.Push;

/// <summary>The result of <see cref="WebhookJob"/>.</summary>
public sealed record WebhookResult
{
    /// <summary>The status that the receiver answered.</summary>
    public required int Status { get; init; }
}

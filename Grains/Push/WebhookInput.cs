using System.Text.Json;

namespace OrleansJobs.Grains.Push;

/// <summary>The input of <see cref="WebhookJob"/>.</summary>
public sealed record WebhookInput
{
    /// <summary>The job whose end is told.</summary>
    public required Guid Job { get; init; }

    /// <summary>Where the request goes.</summary>
    public required string Url { get; init; }

    /// <summary>The body, as it is signed and sent.</summary>
    public required JsonElement Body { get; init; }
}

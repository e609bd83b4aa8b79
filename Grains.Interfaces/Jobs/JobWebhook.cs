namespace OrleansJobs.Jobs;

/// <summary>Who is told, by a signed request, of each end of a job.</summary>
[GenerateSerializer, Immutable, Alias("JobWebhook")]
public sealed record JobWebhook
{
    /// <summary>Where the request goes, by http or https, without a password in it; at most 2,000 characters.</summary>
    [Id(0)]
    public required string Url { get; init; }
}

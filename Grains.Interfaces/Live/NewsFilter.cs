using OrleansJobs.Jobs;

namespace OrleansJobs.Live;

/// <summary>Of which jobs a watcher wants to know every state. A job matches if it has all that is given.</summary>
[GenerateSerializer, Immutable, Alias("NewsFilter")]
public sealed record NewsFilter
{
    /// <summary>The queue it is in.</summary>
    [Id(0)]
    public string? Queue { get; init; }

    /// <summary>Its kind.</summary>
    [Id(1)]
    public string? Kind { get; init; }

    /// <summary>One of its tags.</summary>
    [Id(2)]
    public string? Tag { get; init; }

    /// <summary>Whether the job has all that is given.</summary>
    public bool Matches(Job job) =>
        (Queue is null || Queue == job.Queue) && (Kind is null || Kind == job.Kind) && (Tag is null || job.Tags.Contains(Tag));
}

namespace OrleansJobs.Jobs;

/// <summary>
/// Lets many submits become one job: those of the same kind and key that come while the job of an earlier one waits and has never
/// been started become that job, and each of them moves its time to run.
/// </summary>
[GenerateSerializer, Immutable, Alias("JobDebounce")]
public sealed record JobDebounce
{
    /// <summary>What the submits have in common, 1 to 255 characters.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>The job runs not before this long after the latest submit: more than zero, at most 30 days.</summary>
    [Id(1)]
    public required TimeSpan For { get; init; }

    /// <summary>
    /// The job's time to run is moved no further than this long after the submit that made it: at least <c>for</c>, at most 365
    /// days. Default: without bound. A later submit makes the bound earlier at most.
    /// </summary>
    [Id(2)]
    public TimeSpan? AtMost { get; init; }

    /// <summary>"last" (default): the job becomes what the latest submit asks for. "first": only its time moves.</summary>
    [Id(3)]
    public DebounceKeep Keep { get; init; }
}

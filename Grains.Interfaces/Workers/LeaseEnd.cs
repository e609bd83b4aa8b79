using OrleansJobs.Jobs;

namespace OrleansJobs.Workers;

/// <summary>How a worker ends its attempt: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("LeaseEnd")]
public abstract record LeaseEnd
{
    private LeaseEnd()
    {
    }

    /// <summary>The job is done.</summary>
    [GenerateSerializer, Immutable, Alias("LeaseEnd.Completed")]
    public sealed record Completed : LeaseEnd
    {
        /// <summary>Its result; null is the JSON value null.</summary>
        [Id(0)]
        public Json? Result { get; init; }
    }

    /// <summary>The attempt failed.</summary>
    [GenerateSerializer, Immutable, Alias("LeaseEnd.Failed")]
    public sealed record Failed : LeaseEnd
    {
        /// <summary>The kind of error, such as the name of an exception.</summary>
        [Id(0)]
        public required string Type { get; init; }

        /// <summary>A sentence for a person.</summary>
        [Id(1)]
        public required string Message { get; init; }

        /// <summary>Whether another attempt may do better. Then the job's rule of retries decides.</summary>
        [Id(2)]
        public bool Retryable { get; init; } = true;
    }

    /// <summary>The worker stops, and gives the job back. Uses no retry.</summary>
    [GenerateSerializer, Immutable, Alias("LeaseEnd.Released")]
    public sealed record Released : LeaseEnd;
}

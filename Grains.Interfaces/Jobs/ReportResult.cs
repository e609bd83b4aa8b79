namespace OrleansJobs.Jobs;

/// <summary>What became of an <see cref="AttemptReport"/>.</summary>
public enum ReportResult
{
    /// <summary>Recorded, durable.</summary>
    Recorded,

    /// <summary>The attempt has been superseded or ended; nothing it says is recorded any more and it should stop.</summary>
    StaleToken,

    /// <summary>The store did not answer in time; the report may be repeated.</summary>
    Unavailable,
}

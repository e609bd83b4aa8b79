using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>The input of <see cref="JobActionJob"/>.</summary>
public sealed record JobActionInput
{
    /// <summary>What is done.</summary>
    public required JobAction Action { get; init; }

    /// <summary>To which jobs; without members, to all.</summary>
    public required JobFilter Filter { get; init; }
}

using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Simulation.Store;

/// <summary>One committed change of a job's row.</summary>
/// <param name="Before">The row until then; null if there was none.</param>
/// <param name="After">The row from then on; null if it was deleted.</param>
/// <param name="Epoch">Of a start: the epoch under which it was allowed.</param>
/// <param name="Log">Lines added to the job's log.</param>
/// <param name="Writer">The silo that wrote it; null for the simulation itself.</param>
/// <param name="At">When, since the world began.</param>
internal sealed record Commit(
    JobRecord? Before, JobRecord? After, long? Epoch, ImmutableArray<JobLogLine> Log, string? Writer, TimeSpan At)
{
    /// <summary>Steps that have been done, each with its series.</summary>
    public ImmutableArray<(int Series, JobStep Step)> Steps { get; init; } = [];

    public Guid JobId => (After ?? Before)!.Id;

    /// <summary>Whether an attempt begins with it.</summary>
    public bool Starts => After?.Token is not null && After.Token != Before?.Token;

    public override string ToString() =>
        $"{Writer ?? "-"} {JobId:N} {(After ?? Before)!.Kind} in {(After ?? Before)!.Queue}: {Before?.Phase.ToString() ?? "none"} -> {After?.Phase.ToString() ?? "none"} v{After?.Version} a{After?.AttemptNumber}";
}

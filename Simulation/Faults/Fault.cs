namespace OrleansJobs.Simulation.Faults;

/// <summary>One fault of a run's plan.</summary>
/// <param name="Number">Its place in the plan of its seed: what "--only" names.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Occasion">At which of the occasions for its kind (turns, commits, reads, messages), counted from 0.</param>
internal sealed record Fault(int Number, FaultKind Kind, long Occasion)
{
    public override string ToString() => $"{Number}:{FaultNames.Of(Kind)}@{Occasion}";
}

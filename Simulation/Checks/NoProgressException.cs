namespace OrleansJobs.Simulation.Checks;

/// <summary>Jobs do not come to an end.</summary>
internal sealed class NoProgressException(string checker, string what) : Exception($"{checker}: {what}");

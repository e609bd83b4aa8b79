namespace OrleansJobs.Simulation.World;

/// <summary>Something ran that the seed does not decide about: the run cannot be repeated and means nothing.</summary>
internal sealed class EscapedException(string message) : Exception(message);

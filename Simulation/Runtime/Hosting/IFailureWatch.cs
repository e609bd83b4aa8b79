namespace OrleansJobs.Simulation.Runtime;

/// <summary>Told of everything that fails in a silo: its start, activations, and calls, of which also those whose caller does not care.</summary>
public interface IFailureWatch
{
    void OnFailure(string what, Exception failure);
}

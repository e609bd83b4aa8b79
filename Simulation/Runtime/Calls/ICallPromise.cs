using Orleans.Serialization.Invocation;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a caller awaits.</summary>
internal interface ICallPromise
{
    /// <summary>Runs what waits for the promise, on this thread.</summary>
    void Settle(Response outcome);
}

using Orleans.Storage;

namespace OrleansJobs.Simulation.Checks;

/// <summary>What fails does so because the network, a process or the database did: all else is a mistake in the program.</summary>
internal sealed class EveryFailureHasACause : Checker
{
    public override string Name => "every-failure-has-a-cause";

    public override void OnFailure(string what, Exception failure)
    {
        if (!HasCause(failure)) Wrong($"{what} failed, and no fault explains it: {failure.GetBaseException().Message}");
    }

    private static bool HasCause(Exception failure) => failure switch
    {
        // The database failed, or another activation has written the row.
        StoreException or InconsistentStateException => true,

        // A process died or stops, a message was lost, or an answer came too late.
        SiloUnavailableException or OrleansMessageRejectionException or TimeoutException or OperationCanceledException => true,

        // So tells a stored state what the database said.
        OrleansException { InnerException: { } inner } => HasCause(inner),
        _ => false,
    };
}

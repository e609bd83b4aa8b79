namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>Tells failures of what lies behind a grain call from mistakes in the program.</summary>
internal static class Unanswered
{
    /// <summary>Whether the call failed because its grain, silo or store does not answer now: the caller may come again.</summary>
    public static bool IsUnanswered(this Exception error) =>
        error is TimeoutException or OrleansException or StoreException or OperationCanceledException;
}

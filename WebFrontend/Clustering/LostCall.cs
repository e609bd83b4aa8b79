using Orleans.Runtime.Messaging;

namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>Calls without an answer: the silo that was asked has died, is cut off, or is not found yet. Whether they were done nobody can tell.</summary>
internal static class LostCall
{
    /// <summary>Whether a call failed so.</summary>
    public static bool Is(Exception error) => error is TimeoutException or OrleansMessageRejectionException or ConnectionFailedException;
}

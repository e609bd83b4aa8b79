namespace OrleansJobs.Silo.Storage;

/// <summary>Another process owns the database, or may do so by now.</summary>
/// <param name="message">Which database, and what to do.</param>
internal sealed class OwnershipException(string message) : Exception(message)
{
    /// <summary>Whether another process has what this one had, so that this one had better end.</summary>
    public bool IsFinal { get; init; }
}

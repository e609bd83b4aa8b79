namespace OrleansJobs.Cli;

/// <summary>What was given makes no sense, as shows only when it is read. Nothing was sent.</summary>
internal sealed class UsageException(string message) : Exception(message);

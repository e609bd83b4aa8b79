namespace OrleansJobs.Cli.KillTest;

/// <summary>The scratch service does not become ready.</summary>
internal sealed class NotReadyException(string message) : Exception(message);

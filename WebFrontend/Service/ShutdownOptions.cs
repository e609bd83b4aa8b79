namespace OrleansJobs.WebFrontend.Service;

/// <summary>Configuration section "Shutdown": how the process stops, and how a graceful shutdown that was asked for over HTTP goes.</summary>
internal sealed class ShutdownOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Shutdown";

    /// <summary>
    /// The longest from the first request to the stop of the process, which then interrupts what still runs, as SIGTERM does.
    /// Default 30 s.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the process still answers after it has said that it is done, within the timeout. Default 2 s.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long attempts may run on in a process that is drained, if who asks for it does not say. Default 30 s.</summary>
    public TimeSpan DrainGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long any stop waits for requests that are under way; then their connections are closed. Default 2 s.</summary>
    public TimeSpan Requests { get; set; } = TimeSpan.FromSeconds(2);
}

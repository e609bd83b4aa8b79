namespace OrleansJobs.WebFrontend.Live;

/// <summary>The part of configuration section "Live" that concerns web processes: streams of events.</summary>
internal sealed class LiveOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Live";

    /// <summary>Streams that are open at a time in this process; the next one is refused for the time being. Default 5,000.</summary>
    public int Watchers { get; set; } = 5_000;

    /// <summary>Commits that wait until a caller has taken those before; one that takes none for longer is dropped. Default 256.</summary>
    public int Buffer { get; set; } = 256;

    /// <summary>How often each stream gets a comment, by which both sides know that the other is there. Default 15 s.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Events of many jobs that are kept, for each filter, for callers whose connection broke. Default 1,000.</summary>
    public int Ring { get; set; } = 1_000;

    /// <summary>How long they are kept after the last caller with that filter has gone. Default 30 s.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(30);
}

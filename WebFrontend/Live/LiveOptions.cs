namespace OrleansJobs.WebFrontend.Live;

/// <summary>The part of configuration section "Live" that concerns web processes: streams of events.</summary>
internal sealed class LiveOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Live";

    /// <summary>Streams that are open at a time in this process; the next one is refused for the time being. Default 5,000.</summary>
    public int Watchers { get; set; } = 5_000;

    /// <summary>
    /// Events that wait until a caller has taken those before; one that takes none for longer is dropped. Each process of a cluster may
    /// tell 1,000 at once. Default 5,000.
    /// </summary>
    public int Buffer { get; set; } = 5_000;

    /// <summary>
    /// Writes to connections a second, of all streams together, each of which costs some 25 microseconds of processor: the more streams
    /// are open, the longer each gathers what happens, at most half a second. Default 2,000.
    /// </summary>
    public int Writes { get; set; } = 2_000;

    /// <summary>How often each stream gets a comment, by which both sides know that the other is there. Default 15 s.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Events of many jobs that are kept, for each filter, for callers whose connection broke. Default 1,000.</summary>
    public int Ring { get; set; } = 1_000;

    /// <summary>How long they are kept after the last caller with that filter has gone. Default 30 s.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(30);
}

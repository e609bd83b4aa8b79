namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The part of configuration section "Traffic" that concerns the counting of requests in a web process.</summary>
public sealed class TrafficCountingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Traffic";

    /// <summary>How often counts are handed to the store; a process that dies takes those since then with it. Default 1 s.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most paths of one flush, which is one commit: more delay those of jobs. Default 1,000.</summary>
    public int FlushPaths { get; set; } = 1_000;

    /// <summary>
    /// Memory in bytes, estimated, for paths whose counts are not stored yet. When it is full, because the store is down or
    /// slow, requests for further paths are refused with 503. Default 48 MiB: some 250,000 paths of ordinary length.
    /// </summary>
    public int PendingMemory { get; set; } = 48 << 20;

    /// <summary>The longest path in bytes of UTF-8, decoded and with its last slash. Default 2,048.</summary>
    public int PathLength { get; set; } = 2_048;
}

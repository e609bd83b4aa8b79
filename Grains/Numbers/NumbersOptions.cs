namespace OrleansJobs.Grains.Numbers;

/// <summary>Configuration section "Numbers".</summary>
public sealed class NumbersOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Numbers";

    /// <summary>How long the built-in source takes before it gives its first number. Default 1 s.</summary>
    public TimeSpan SourceDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An http or https address that answers a JSON array of whole numbers of 64 bits, taken instead of the built-in source.
    /// "{count}" in it is replaced by how many are asked for. Null, the default, if there is none.
    /// </summary>
    public string? SourceUrl { get; set; }

    /// <summary>How long the address may be silent: until it answers, and from piece to piece of its answer. Default 10 s.</summary>
    public TimeSpan SourceTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer of the address, in bytes. Default 256 MiB, which is room for some 27 million small numbers.</summary>
    public long SourceLimit { get; set; } = 256L << 20;

    /// <summary>How often the address is asked in all when it is out of reach, overloaded or breaks the connection. Default 3.</summary>
    public int SourceAttempts { get; set; } = 3;

    /// <summary>The pause before the second attempt, give or take by chance; it doubles from attempt to attempt. Default 200 ms.</summary>
    public TimeSpan SourceRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one sum may take in all, once it is its turn: every attempt and the summing. Default 2 min.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Sums that are under way at once, most of which wait for their source; each holds at most 80 KB. Default 256.</summary>
    public int ConcurrentSums { get; set; } = 256;

    /// <summary>Sums that may wait for their turn; further ones are refused. Default 1,000.</summary>
    public int WaitingSums { get; set; } = 1_000;

    /// <summary>
    /// Threads that sum, and read what a source sent. 0, the default, is one less than there are cores and at least one, so that
    /// a core is left to the web server and the grains.
    /// </summary>
    public int SumThreads { get; set; }
}

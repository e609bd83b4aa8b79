namespace OrleansJobs.Client;

/// <summary>How a client reaches its server, and how it repeats calls that failed.</summary>
public sealed class OrleansJobsClientOptions
{
    /// <summary>Where the server listens; a path at its end is kept. Default <c>http://127.0.0.1:5000</c>.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1:5000");

    /// <summary>The API key, or token, that is shown to the server; null, the default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How often a call is repeated that failed and is safe to repeat, 0 to 100. Default 6, which takes some 15 s.</summary>
    public int MaxRetries { get; set; } = 6;

    /// <summary>The pause before the first repetition; it doubles each time, and chance takes up to half of it. Default 250 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest of these pauses. Default 8 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>If a <c>Retry-After</c> asks for a longer pause, the call fails at once. Default 60 s.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long one request waits for a job's end; waits that are longer are made of several. More than zero, at most 60 s, which servers cut it
    /// to, and shorter than the timeout of the HttpClient. Default 30 s.
    /// </summary>
    public TimeSpan LongPoll { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A stream of events on which nothing comes for so long, not even a comment, is opened anew. Default 60 s; servers send one every 15 s.</summary>
    public TimeSpan EventsTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Jobs that <see cref="JobsClient.SubmitMany"/> sends in one request, 1 to 10,000. Default 10,000.</summary>
    public int BatchSize { get; set; } = 10_000;

    /// <summary>After so many bytes of jobs it begins another request, 1 to 1 GiB. Default 16 MiB.</summary>
    public int BatchBytes { get; set; } = 16 << 20;

    /// <summary>Tells the time and makes timers. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal OrleansJobsClientOptions Checked()
    {
        Check(Address.IsAbsoluteUri && Address.Scheme is "http" or "https", nameof(Address), "must be an absolute http or https address");
        Check(ApiKey is null || (ApiKey.Length > 0 && ApiKey.All(char.IsAscii) && !ApiKey.Any(char.IsWhiteSpace) && !ApiKey.Any(char.IsControl)), nameof(ApiKey), "must be one word of ASCII characters");
        Check(MaxRetries is >= 0 and <= 100, nameof(MaxRetries), "must be from 0 to 100");
        Check(RetryDelay > TimeSpan.Zero, nameof(RetryDelay), "must be more than zero");
        Check(MaxRetryDelay >= RetryDelay, nameof(MaxRetryDelay), $"must be at least {nameof(RetryDelay)}");
        Check(MaxRetryAfter >= TimeSpan.Zero, nameof(MaxRetryAfter), "must not be negative");
        Check(LongPoll > TimeSpan.Zero && LongPoll <= TimeSpan.FromSeconds(60), nameof(LongPoll), "must be more than zero and at most 60 s");
        Check(EventsTimeout > TimeSpan.Zero, nameof(EventsTimeout), "must be more than zero");
        Check(BatchSize is >= 1 and <= 10_000, nameof(BatchSize), "must be from 1 to 10,000");
        Check(BatchBytes is >= 1 and <= 1 << 30, nameof(BatchBytes), "must be from 1 to 1 GiB");
        return this;
    }

    private static void Check(bool holds, string option, string rule)
    {
        if (!holds) throw new ArgumentException($"{nameof(OrleansJobsClientOptions)}.{option} {rule}.");
    }
}

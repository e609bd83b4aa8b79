namespace OrleansJobs.Grains.Push;

/// <summary>Configuration section "Push": the requests that jobs make of others.</summary>
public sealed class PushOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Push";

    /// <summary>
    /// What may be reached though it is not public: addresses ("10.1.2.3"), networks ("10.1.0.0/16", "fd12::/16") and names of hosts
    /// ("intranet.example", whatever its addresses are). Default: nothing.
    /// </summary>
    public string[] Allow { get; set; } = [];

    /// <summary>The longest that a connection may take to be made. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that one request may take, to the end of its answer and with all redirects, unless it says otherwise. Default 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest timeout that a request may ask for. Default 10 min.</summary>
    public TimeSpan LongestTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Redirects that one request follows. Default 3.</summary>
    public int Redirects { get; set; } = 3;

    /// <summary>Bytes of an answer's body that are kept, but no more than an eighth of Limits:Result; the rest is not read. Default 64 KiB.</summary>
    public int MaxResponse { get; set; } = 1 << 16;

    /// <summary>
    /// The secrets by which webhooks are signed, each "whsec_" and the base64 of 24 to 64 random bytes. There is a signature by each, so that one follows another without
    /// a break. Default: none, and no webhooks.
    /// </summary>
    public string[] Secrets { get; set; } = [];

    /// <summary>The largest result, in bytes, of which a webhook tells; a larger one is left out. Default 16 KiB.</summary>
    public int WebhookResult { get; set; } = 1 << 14;

    /// <summary>The longest that a receiver may put off the next attempt by Retry-After. Default 1 day.</summary>
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromDays(1);
}

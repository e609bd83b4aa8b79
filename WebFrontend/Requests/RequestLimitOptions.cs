namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The part of configuration section "Limits" that concerns HTTP.</summary>
public sealed class RequestLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>The largest request body in bytes, 1 KiB to 100 MiB. Default 1 MiB.</summary>
    public int RequestBody { get; set; } = 1 << 20;

    /// <summary>Jobs in one batch, 1 to 1,000,000. Default 10,000.</summary>
    public int Batch { get; set; } = 10_000;

    /// <summary>The largest body of a batch in bytes, 1 KiB to 1 GiB. Default 64 MiB.</summary>
    public int BatchBody { get; set; } = 64 << 20;

    /// <summary>
    /// What the bodies of all requests under way may take in memory together, in bytes, but for the first 64 KiB of each; one that
    /// finds no room is refused for the time being. There is always room for one body. 1 KiB to 1 TiB. Default 64 MiB.
    /// </summary>
    public long BodiesInFlight { get; set; } = 64 << 20;

    /// <summary>Jobs of all batches together that are submitted at a time, 1 to 100,000. Default 500.</summary>
    public int BatchConcurrency { get; set; } = 500;
}

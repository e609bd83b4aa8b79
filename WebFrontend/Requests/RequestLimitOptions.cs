namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The part of configuration section "Limits" that concerns HTTP.</summary>
public sealed class RequestLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>The largest request body in bytes, 1 KiB to 100 MiB. Default 1 MiB.</summary>
    public int RequestBody { get; set; } = 1 << 20;
}

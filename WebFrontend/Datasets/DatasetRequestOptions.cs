namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The part of configuration section "Datasets" that concerns HTTP.</summary>
public sealed class DatasetRequestOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Datasets";

    /// <summary>The largest upload in bytes, 1 KiB to 1 TiB. Default 1 GiB.</summary>
    public long Upload { get; set; } = 1 << 30;

    /// <summary>The largest body of a question at /api in bytes, 1 KiB to 100 MiB. Default 4 MiB.</summary>
    public int Question { get; set; } = 4 << 20;
}

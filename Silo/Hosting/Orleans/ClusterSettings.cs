namespace OrleansJobs.Silo.Hosting;

/// <summary>Configuration section "Cluster": the silos that work together. Only builds for Microsoft Orleans have it.</summary>
public sealed class ClusterSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>
    /// How silos find each other. Default Localhost: this one is alone. PostgreSql: by tables in the database that
    /// Storage names, which then must be a PostgreSQL one.
    /// </summary>
    public ClusterProvider Provider { get; set; }

    /// <summary>The name that the silos and clients of one cluster share; Orleans' ClusterOptions.ClusterId. Default "default".</summary>
    public string Id { get; set; } = "default";

    /// <summary>The port at which other silos reach this one. Default 11111.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port at which web processes reach this silo. Default 30000.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>The IP address at which others reach this silo. Default: 127.0.0.1 with Localhost, else the machine's first.</summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// For a web process: the silos to call, as host:port of their gateways. A host name stands for all addresses that it
    /// has. Default none: then the web process runs a silo of its own.
    /// </summary>
    public List<string> Gateways { get; set; } = [];

    /// <summary>For a web process: how long a call that is safe to repeat is repeated while silos come and go. Default 10 s.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Encryption of all that silos and web processes tell each other.</summary>
    public TlsSettings Tls { get; set; } = new();
}

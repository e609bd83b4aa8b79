namespace OrleansJobs.Silo.Clustering;

/// <summary>Configuration section "Cluster": the silos that work together.</summary>
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

    /// <summary>The port at which other silos reach this one. Default 0: 11111, or any free one with Localhost.</summary>
    public int SiloPort { get; set; }

    /// <summary>The port at which web processes reach this silo. Default 0: 30000, or none with Localhost.</summary>
    public int GatewayPort { get; set; }

    /// <summary>The IP address at which others reach this silo. Default: the machine's first; with Localhost it is 127.0.0.1.</summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// For a web process: the silos to call, as host:port of their gateways. A host name stands for all addresses that it
    /// has. Default none: then the web process runs a silo of its own.
    /// </summary>
    public List<string> Gateways { get; set; } = [];

    /// <summary>For a web process: how long a call that is safe to repeat is repeated while silos come and go. Default 10 s.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a web process waits for the answer to a submit before it sends it again, under the same id; likewise the call
    /// that waits for a job's end, beyond the time it is to wait. Default 2 s.
    /// </summary>
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the process works with its own silo alone: what is sent to a grain is lost only with the process itself.</summary>
    internal bool IsAlone => Provider == ClusterProvider.Localhost && Gateways.Count == 0;

    /// <summary>How often such a call is sent again before its first try is over.</summary>
    internal int Repeats => (int)Math.Clamp(RetryFor / RepeatAfter, 1, 10);

    /// <summary>Whether the web process shows Orleans' Dashboard at /orleans/. Costs a tenth of the speed, and some 80 MB of memory from when somebody opens it. Default true.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>Encryption of all that silos and web processes tell each other.</summary>
    public TlsSettings Tls { get; set; } = new();
}

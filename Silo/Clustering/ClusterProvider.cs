namespace OrleansJobs.Silo.Clustering;

/// <summary>How the silos of a cluster find each other.</summary>
public enum ClusterProvider
{
    /// <summary>There is one silo, on this machine.</summary>
    Localhost,

    /// <summary>By Orleans' membership tables in PostgreSQL.</summary>
    PostgreSql,
}

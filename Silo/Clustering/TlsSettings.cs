namespace OrleansJobs.Silo.Clustering;

/// <summary>TLS between the processes of a cluster: each shows its certificate and demands one of the other.</summary>
public sealed class TlsSettings
{
    /// <summary>A PKCS #12 file with this process's certificate and key. Default none: no encryption.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The file's password. Default none.</summary>
    public string Password { get; set; } = "";

    /// <summary>A PEM file of the authorities whose certificates are accepted, and no others. Default: those the machine trusts.</summary>
    public string Authorities { get; set; } = "";

    /// <summary>The name that the other's certificate must bear. Default "orleansjobs".</summary>
    public string HostName { get; set; } = "orleansjobs";
}

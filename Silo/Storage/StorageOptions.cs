using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Silo.Storage;

/// <summary>Configuration section "Storage": where the data is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The connection string's name in the section "ConnectionStrings".</summary>
    public const string ConnectionStringName = "OrleansJobs";

    /// <summary>Default: Sqlite.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>
    /// SQLite: the folder of the database file, made when it is not there.
    /// Default: a folder OrleansJobs in the user's application data.
    /// </summary>
    public string DataDirectory { get; set; } = DefaultDirectory();

    /// <summary>PostgreSQL: how to reach it, as Npgsql writes it. ConnectionStrings:OrleansJobs takes precedence.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The most writes that go into one commit. Default 1,000.</summary>
    public int MaxBatch { get; set; } = 1_000;

    /// <summary>The most writes that may wait for their commit; more are refused. Default 50,000.</summary>
    public int MaxQueuedWrites { get; set; } = 50_000;

    /// <summary>How long a new job may wait for its commit; while one has waited longer, more are refused. Default 2 s.</summary>
    public TimeSpan MaxSubmitWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a write waits for a lock that another process holds on the database. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most reads at a time; more wait. Default 8.</summary>
    public int ReadConnections { get; set; } = 8;

    /// <summary>
    /// The service that grain states belong to, at most 150 characters; Orleans' ClusterOptions.ServiceId.
    /// Default "default". Another value does not find the states stored under this one.
    /// </summary>
    public string ServiceId { get; set; } = "default";

    /// <summary>Whether inputs, results and the like are encrypted. Default: they are not.</summary>
    public EncryptionOptions Encryption { get; set; } = new();

    /// <summary>SQLite's database file.</summary>
    internal string DatabaseFile => Path.Combine(Path.GetFullPath(DataDirectory), "orleansjobs.db");

    /// <summary>Every setting that is not allowed, with its key, its value and what is allowed.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Provider == StorageProvider.Sqlite && string.IsNullOrWhiteSpace(DataDirectory))
            yield return Fault(nameof(DataDirectory), DataDirectory, "the path of a folder");
        if (Provider == StorageProvider.PostgreSql && string.IsNullOrWhiteSpace(ConnectionString))
            yield return $"ConnectionStrings:{ConnectionStringName}: \"\" is not allowed; with {Section}:{nameof(Provider)} PostgreSql it must be a connection string such as Host=localhost;Database=orleansjobs;Username=orleansjobs.";
        if (ServiceId.Length is < 1 or > 150) yield return Fault(nameof(ServiceId), ServiceId, "a text of 1 to 150 characters");
        if (MaxBatch is < 1 or > 100_000) yield return Fault(nameof(MaxBatch), MaxBatch, "1 to 100000");
        if (MaxQueuedWrites is < 1 or > 10_000_000) yield return Fault(nameof(MaxQueuedWrites), MaxQueuedWrites, "1 to 10000000");
        if (MaxSubmitWait < TimeSpan.FromMilliseconds(10) || MaxSubmitWait > TimeSpan.FromMinutes(1))
            yield return Fault(nameof(MaxSubmitWait), MaxSubmitWait, "a duration from 00:00:00.010 to 00:01:00");
        if (BusyTimeout < TimeSpan.FromMilliseconds(1) || BusyTimeout > TimeSpan.FromMinutes(1))
            yield return Fault(nameof(BusyTimeout), BusyTimeout, "a duration from 00:00:00.001 to 00:01:00");
        if (ReadConnections is < 1 or > 1_000) yield return Fault(nameof(ReadConnections), ReadConnections, "1 to 1000");
        foreach (var fault in Encryption.Faults()) yield return fault;
    }

    private static string Fault(string key, object value, string allowed) =>
        $"{Section}:{key}: \"{value}\" is not allowed; it must be {allowed}.";

    // Not verified: a new user has no such folder yet, and without that option the path of one that is not there is empty. Where
    // there is no profile at all it is empty still: the check at start then asks for the setting.
    private static string DefaultDirectory()
    {
        var applicationData = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return applicationData.Length == 0 ? "" : Path.Combine(applicationData, "OrleansJobs");
    }
}

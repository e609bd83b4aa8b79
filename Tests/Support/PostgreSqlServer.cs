using System.Diagnostics;

namespace OrleansJobs.Tests.Support;

/// <summary>A PostgreSQL server of the test's own, which it may stop and start.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private readonly TempDirectory _directory = new();

    public PostgreSqlServer() => ConnectionString = Run("start");

    public static bool IsInstalled { get; } =
        Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateDirectories("/usr/lib/postgresql").Any();

    public string ConnectionString { get; }

    public void Start() => Run("start");

    /// <summary>Ends it without a word to its clients, as its crash would.</summary>
    public void Stop() => Run("stop");

    public void Dispose()
    {
        Stop();
        _directory.Dispose();
    }

    private string Run(string command)
    {
        var script = Path.Combine(Repository.Root, "Tests", "Support", "postgres.sh");
        using var process = Process.Start(new ProcessStartInfo(script, [command, _directory.Path]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return line ?? "";
    }
}

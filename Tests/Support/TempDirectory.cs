namespace OrleansJobs.Tests.Support;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("orleansjobs-test-").FullName;

    public string Path { get; }

    /// <summary>Deletes it, if the test has not done so.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}

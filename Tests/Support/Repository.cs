namespace OrleansJobs.Tests;

/// <summary>Finds the files of the repository from where the tests run.</summary>
internal static class Repository
{
    /// <summary>The folder that holds OrleansJobs.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "OrleansJobs.sln")) ? directory : Find(Path.GetDirectoryName(directory)!);
}

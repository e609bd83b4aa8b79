namespace OrleansJobs.Dashboard.Datasets;

/// <summary>A dataset that a reader wants to be stored.</summary>
/// <param name="Name">Under which name, in place of the one that has it.</param>
/// <param name="Contents">The file.</param>
public sealed record Upload(string Name, ReadOnlyMemory<byte> Contents)
{
    /// <summary>What the file is.</summary>
    public const string MediaType = "text/csv";

    /// <summary>The path of a dataset.</summary>
    public static string PathOf(string name) => $"datasets/{Uri.EscapeDataString(name)}";
}

namespace OrleansJobs.Grains.Datasets;

/// <summary>Configuration section "Datasets": where the default dataset is, and how large datasets may be.</summary>
public sealed class DatasetOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Datasets";

    /// <summary>A CSV file that is the dataset "default" from the start on; null, the default, takes what was uploaded, else a sample.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// The largest record of a CSV in bytes, about: one that is not complete after so many is refused. It bounds the memory of
    /// reading. Default 64 KiB.
    /// </summary>
    public int Record { get; set; } = 64 << 10;

    /// <summary>
    /// The largest dataset, in bytes of what is kept of it: its different texts with 40 bytes each, and 40 for each combination of
    /// question, location, category and segment. The number of rows does not count. Default 32 MiB.
    /// </summary>
    public int Size { get; set; } = 32 << 20;

    /// <summary>The most datasets that are stored. Default 1,000.</summary>
    public int Count { get; set; } = 1_000;

    /// <summary>Uploads at a time on one silo; more are refused. Default 4.</summary>
    public int Uploads { get; set; } = 4;

    /// <summary>The longest that an upload may pause before it is forgotten. Default 10 min.</summary>
    public TimeSpan UploadPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of answers that a dataset keeps, so that the same question need not be answered twice. Default 16 MiB.</summary>
    public int Answers { get; set; } = 16 << 20;
}

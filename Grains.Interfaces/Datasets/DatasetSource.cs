namespace OrleansJobs.Datasets;

/// <summary>Where a dataset came from.</summary>
public enum DatasetSource
{
    /// <summary>Made up by this program.</summary>
    Sample,

    /// <summary>The file that the setting Datasets:Path names.</summary>
    File,

    /// <summary>Uploaded, and stored.</summary>
    Upload,
}

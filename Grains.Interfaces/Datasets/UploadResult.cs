namespace OrleansJobs.Datasets;

/// <summary>What became of an upload: one of the nested records. Only with the first was anything changed.</summary>
[GenerateSerializer, Immutable, Alias("UploadResult")]
public abstract record UploadResult
{
    private UploadResult()
    {
    }

    /// <summary>It is durable, and what the dataset answers from now on.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.Stored")]
    public sealed record Stored : UploadResult
    {
        /// <summary>The dataset.</summary>
        [Id(0)]
        public required DatasetReport Report { get; init; }

        /// <summary>Whether there was none of this name before.</summary>
        [Id(1)]
        public required bool Created { get; init; }
    }

    /// <summary>It is not a table that can be read.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.Refused")]
    public sealed record Refused : UploadResult
    {
        /// <summary>The line of the file, from 1.</summary>
        [Id(0)]
        public required long Line { get; init; }

        /// <summary>The name of the column; null if the fault is not that of one.</summary>
        [Id(1)]
        public string? Column { get; init; }

        /// <summary>What is wrong.</summary>
        [Id(2)]
        public required string Message { get; init; }
    }

    /// <summary>The dataset is read from the file that Datasets:Path names, at each start.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.FromFile")]
    public sealed record FromFile : UploadResult;

    /// <summary>There are as many datasets as Datasets:Count allows.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.TooMany")]
    public sealed record TooMany : UploadResult;

    /// <summary>As many uploads are under way as Datasets:Uploads allows.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.Busy")]
    public sealed record Busy : UploadResult;

    /// <summary>The upload is not known (any more), or a part of it is missing: its process ended, or it paused too long.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.Lost")]
    public sealed record Lost : UploadResult;

    /// <summary>The store did not take the upload, or did not answer in time.</summary>
    [GenerateSerializer, Immutable, Alias("UploadResult.Unavailable")]
    public sealed record Unavailable : UploadResult
    {
        /// <summary>Whether it is certain that nothing was changed.</summary>
        [Id(0)]
        public bool Unchanged { get; init; }
    }
}

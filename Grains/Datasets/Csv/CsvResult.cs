namespace OrleansJobs.Grains.Datasets.Csv;

/// <summary>What became of reading a CSV: one of the nested records.</summary>
internal abstract record CsvResult
{
    private CsvResult()
    {
    }

    /// <summary>The table.</summary>
    public sealed record Loaded(DatasetTable Table) : CsvResult;

    /// <summary>It cannot be read, or is none. Nothing of it is used.</summary>
    /// <param name="Line">The line of the file, from 1.</param>
    /// <param name="Column">The name of the column; null if the fault is not that of one.</param>
    /// <param name="Message">What is wrong.</param>
    public sealed record Refused(long Line, string? Column, string Message) : CsvResult
    {
        /// <summary>As a sentence.</summary>
        public override string ToString() => Column is null ? $"Line {Line}: {Message}." : $"Line {Line}, column {Column}: {Message}.";
    }
}

using OrleansJobs.Jobs;

namespace OrleansJobs.Datasets;

/// <summary>What a dataset answers: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("DatasetAnswer")]
public abstract record DatasetAnswer
{
    private DatasetAnswer()
    {
    }

    /// <summary>The statistic.</summary>
    [GenerateSerializer, Immutable, Alias("DatasetAnswer.Found")]
    public sealed record Found : DatasetAnswer
    {
        /// <summary>The version of the dataset that answered.</summary>
        [Id(0)]
        public required string Version { get; init; }

        /// <summary>An object whose members are in the order that the statistic has.</summary>
        [Id(1)]
        public required Json Data { get; init; }
    }

    /// <summary>The table has no values for this question and location.</summary>
    [GenerateSerializer, Immutable, Alias("DatasetAnswer.NoData")]
    public sealed record NoData : DatasetAnswer;

    /// <summary>The question or the location is missing, or one that the table does not have.</summary>
    [GenerateSerializer, Immutable, Alias("DatasetAnswer.Invalid")]
    public sealed record Invalid : DatasetAnswer
    {
        /// <summary>Which of "question" and "state", and what is wrong with it.</summary>
        [Id(0)]
        public required FieldError Error { get; init; }
    }

    /// <summary>There is no such dataset.</summary>
    [GenerateSerializer, Immutable, Alias("DatasetAnswer.NoDataset")]
    public sealed record NoDataset : DatasetAnswer;
}

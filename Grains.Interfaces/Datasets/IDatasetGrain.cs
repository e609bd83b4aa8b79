using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Datasets;

/// <summary>A dataset, by its name: answers statistics of its table, and takes a new one as a whole.</summary>
[Alias("IDatasetGrain")]
public interface IDatasetGrain : IGrainWithStringKey
{
    /// <summary>What there is to say of it; null if there is no such dataset.</summary>
    [Alias("Get"), Repeatable]
    Task<DatasetReport?> Get();

    /// <summary>The questions of the table; null if there is no such dataset.</summary>
    [Alias("GetQuestions"), Repeatable]
    Task<DatasetTexts?> GetQuestions();

    /// <summary>The locations of the table; null if there is no such dataset.</summary>
    [Alias("GetLocations"), Repeatable]
    Task<DatasetTexts?> GetLocations();

    /// <summary>Answers a statistic.</summary>
    [Alias("Ask"), Repeatable]
    Task<DatasetAnswer> Ask(DatasetQuestion question);

    /// <summary>What is wrong with a question that is yet to be asked: its text, its location, or that there is no dataset; null if nothing.</summary>
    [Alias("Check"), Repeatable]
    Task<FieldError?> Check(DatasetQuestion question);

    /// <summary>Takes a piece of a new table, as CSV in UTF-8. Pieces come one after the other.</summary>
    /// <param name="upload">The upload, whose first piece begins it.</param>
    /// <param name="number">The piece's number, from 0. One that was taken already changes nothing.</param>
    /// <param name="bytes">The piece: a few hundred KiB at most.</param>
    /// <returns>Null to go on; anything else is the end of the upload.</returns>
    [Alias("Append"), Repeatable]
    Task<UploadResult?> Append(Guid upload, int number, ImmutableArray<byte> bytes);

    /// <summary>Takes the pieces of an upload as the whole table, which replaces the one before when it is durable.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="pieces">How many pieces there were.</param>
    [Alias("Finish")]
    Task<UploadResult> Finish(Guid upload, int pieces);

    /// <summary>Forgets an upload. One that is not known is no error.</summary>
    [Alias("Abandon"), Repeatable]
    Task Abandon(Guid upload);
}

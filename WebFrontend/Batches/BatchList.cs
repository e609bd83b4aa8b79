using OrleansJobs.Batches;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Batches;

/// <summary>A page of batches.</summary>
/// <param name="Batches">The batches, the newest first.</param>
/// <param name="NextCursor">The value of the parameter cursor with which the next page is asked for; absent on the last one.</param>
public sealed record BatchList(ImmutableArray<Batch> Batches, string? NextCursor = null);

/// <summary>The query string of a list of batches: how many, behind which.</summary>
internal sealed record BatchPlace(int Limit, long? Before) : IQueryForm<BatchPlace>
{
    public static BatchPlace Read(QueryReader query) => new(
        query.Integer("limit", "At most so many batches, 1 to 500; 50 if absent.", 1, 500) ?? 50, query.Cursor(JobCursor.Read));
}

using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>What this process wants to be told of.</summary>
/// <param name="Revision">Grows with every change of it.</param>
/// <param name="Jobs">Jobs of which it wants to know everything.</param>
/// <param name="Filters">Jobs of which it wants to know every state.</param>
internal sealed record WatchWish(long Revision, ImmutableArray<Guid> Jobs, ImmutableArray<NewsFilter> Filters)
{
    public bool IsEmpty => Jobs.IsEmpty && Filters.IsEmpty;
}

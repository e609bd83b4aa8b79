using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Real;

/// <summary>The real store, at one of whose writes the process dies.</summary>
/// <param name="store">The real one.</param>
/// <param name="death">When; null for never.</param>
/// <param name="plant">The bug put in.</param>
internal sealed class DyingStore(IJobStore store, Death? death, Plant plant) : IJobStore
{
    public ValueTask<JobRecord?> Read(Guid id, CancellationToken cancellationToken) => store.Read(id, cancellationToken);

    public async Task<JobCommit> Write(JobWrite write)
    {
        var moment = death?.Next();
        if (moment == Death.Moment.Before) Death.Die();
        var commit = store.Write(write);
        if (moment == Death.Moment.During) Death.Die();
        if (plant == Plant.AnswersEarly && write.Before is { } before) return new JobCommit(CommitOutcome.Committed, before.Seq);
        var outcome = await commit;
        if (moment == Death.Moment.After) Death.Die();
        return outcome;
    }

    public Task<JobCommit> Delete(JobRecord row) => store.Delete(row);
}

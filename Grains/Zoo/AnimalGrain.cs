using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Jobs;
using OrleansJobs.Zoo;

namespace OrleansJobs.Grains.Zoo;

/// <summary>
/// An animal: starts queries about itself and keeps what they saw. What it stores is written before anyone is told; which of
/// its queries are under way it knows from the jobs themselves.
/// </summary>
[Reentrant]
internal sealed class AnimalGrain(
    [PersistentState("animal")] IPersistentState<AnimalState> state,
    ZooWords words,
    IOptions<ZooOptions> options,
    IIdSource ids,
    TimeProvider time) : Grain, IAnimalGrain
{
    private const int PageSize = 500;
    private const int ChecksPerStatus = 100;

    // In order of their start, so that those which should have told of their end by now come first.
    private readonly SortedSet<(DateTimeOffset StartedAt, Guid Id)> _underWay = [];
    private readonly Dictionary<Guid, DateTimeOffset> _startedAt = [];

    private string Name => this.GetPrimaryKeyString();

    private bool Exists => words.Animals.Contains(Name);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!Exists) return;
        foreach (var unfinished in (JobState[])[JobState.Scheduled, JobState.Queued, JobState.Running])
            await Find(unfinished);
    }

    public async Task<SubmitResult?> StartQuery(string? traceParent)
    {
        if (!Exists) return Unknown<SubmitResult>();
        var id = ids.NewId();
        Add(id, time.GetUtcNow());
        var result = await GrainFactory.GetGrain<IJobGrain>(id).Submit(new JobSpec
        {
            Kind = ZooQueryJob.Kind,
            Input = ZooJson.InputFor(Name),
            Tags = [Name],
            TraceParent = traceParent,
        });
        if (result is SubmitResult.Accepted)
        {
            state.State = state.State with { QueriesTotal = state.State.QueriesTotal + 1 };
            await state.WriteStateAsync();
        }
        else
        {
            Remove(id);
        }

        return result;
    }

    public async Task<AnimalStatus?> GetStatus()
    {
        if (!Exists) return Unknown<AnimalStatus>();
        await ForgetThoseWhichEnded();
        return new AnimalStatus
        {
            Name = Name,
            LastStatus = state.State.LastStatus,
            SeenAt = state.State.SeenAt,
            QueriesUnderWay = _underWay.Count,
            QueriesTotal = state.State.QueriesTotal,
        };
    }

    public async Task Seen(Guid queryId, string sentence, DateTimeOffset at)
    {
        Remove(queryId);
        if (at < state.State.SeenAt) return;
        state.State = state.State with { LastStatus = sentence, SeenAt = at };
        await state.WriteStateAsync();
    }

    /// <summary>Anybody can ask for any name, so those of no animal are let go at once.</summary>
    private T? Unknown<T>()
        where T : class
    {
        DeactivateOnIdle();
        return null;
    }

    private async Task Find(JobState unfinished)
    {
        var filter = new JobFilter { Kind = ZooQueryJob.Kind, Queue = ZooQueryJob.Queue, State = unfinished, Limit = PageSize };
        JobPage page;
        do
        {
            page = await Jobs.List(filter);
            foreach (var job in page.Jobs.Where(job => job.Tags.Contains(Name))) Add(job.Id, job.CreatedAt);
            filter = filter with { Before = page.Next };
        }
        while (page.Next is not null);
    }

    /// <summary>A query that was cancelled, or failed, does not tell: those over their time are looked up, some at each call.</summary>
    private async Task ForgetThoseWhichEnded()
    {
        var before = time.GetUtcNow() - options.Value.MaxDelay;
        foreach (var (startedAt, id) in _underWay.Take(ChecksPerStatus).ToList())
        {
            if (startedAt > before) return;
            if (await Jobs.Get(id) is null or { HasEnded: true }) Remove(id);
        }
    }

    private IJobQueryGrain Jobs => GrainFactory.GetGrain<IJobQueryGrain>(0);

    private void Add(Guid id, DateTimeOffset startedAt)
    {
        if (_startedAt.TryAdd(id, startedAt)) _underWay.Add((startedAt, id));
    }

    private void Remove(Guid id)
    {
        if (_startedAt.Remove(id, out var startedAt)) _underWay.Remove((startedAt, id));
    }
}

using OrleansJobs.Batches;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>Those who make batches.</summary>
internal sealed partial class Clients
{
    /// <summary>Makes a few batches, fills and seals them; one of them is often cancelled on the way.</summary>
    public Task MakeBatches() => _door.Begin(async () =>
    {
        var batches = Enumerable.Range(0, _chance.From(0, 2)).Select(_ => _ids.NewId()).ToList();
        await Task.WhenAll(batches.Select(MakeBatch));
    });

    private async Task MakeBatch(Guid batch)
    {
        var spec = _requests.Batch();
        var (ids, added) = (Enumerable.Range(0, _chance.From(0, 12)).Select(_ => _ids.NewId()).ToList(), _ids.NewId());
        await Task.Delay(_chance.Seconds(0, 10), _door.Clock);
        await ChangeBatch(batch, grain => grain.Create(spec));
        await Task.WhenAll(ids.Select(id => AddJob(batch, id)));
        if (_chance.OneIn(3)) _ = Count(() => Cancel(batch, [.. ids, added]));
        if (_chance.OneIn(3)) _ = Count(() => AddJob(batch, added));
        await ChangeBatch(batch, grain => grain.Seal());
    }

    private async Task AddJob(Guid batch, Guid id)
    {
        await Task.Delay(_chance.Milliseconds(0, 2_000), _door.Clock);
        _jobs.Add(id);
        await SubmitNew(id, _requests.Spec() with { Batch = batch });
    }

    private async Task Cancel(Guid batch, IReadOnlyList<Guid> jobs)
    {
        await Task.Delay(_chance.Seconds(0, 4), _door.Clock);
        foreach (var id in jobs) _history.Asking(id, Wish.Cancel);
        await ChangeBatch(batch, grain => grain.Cancel("enough"));
    }

    /// <summary>Until it is certain.</summary>
    private async Task ChangeBatch(Guid batch, Func<IBatchGrain, Task<BatchResult>> change)
    {
        while (await _door.Ask(grains => change(grains.GetGrain<IBatchGrain>(batch))) is null or BatchResult.Unavailable)
            await Task.Delay(_chance.Seconds(0, 2), _door.Clock);
    }
}

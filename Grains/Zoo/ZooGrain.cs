using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Zoo;

namespace OrleansJobs.Grains.Zoo;

/// <summary>Tells which animals there are.</summary>
[StatelessWorker]
internal sealed class ZooGrain(ZooWords words) : Grain, IZooGrain
{
    public Task<ImmutableArray<string>> GetAnimals() => Task.FromResult(words.Animals);
}

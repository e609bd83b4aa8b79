using System.Collections.Immutable;

namespace OrleansJobs.Zoo;

/// <summary>The list of animals. Any key does.</summary>
[Alias("IZooGrain"), Repeatable]
public interface IZooGrain : IGrainWithIntegerKey
{
    /// <summary>The animals, in configured order.</summary>
    [Alias("GetAnimals")]
    Task<ImmutableArray<string>> GetAnimals();
}

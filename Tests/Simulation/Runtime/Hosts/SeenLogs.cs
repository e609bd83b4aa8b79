using System.Collections.Concurrent;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>What was seen of each test, for tests that share a host. Injected into their grains.</summary>
public sealed class SeenLogs
{
    private readonly ConcurrentDictionary<string, Seen> _logs = new();

    /// <summary>The log of a test, or of the test to which a grain's key belongs.</summary>
    public Seen Of(string key) => _logs.GetOrAdd(key.Split('-')[0], _ => new Seen());

    public Seen Of(IGrainBase grain) => Of(grain.GrainContext.GrainId.Key.ToString()!);
}

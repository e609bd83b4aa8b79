using System.Collections.Frozen;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The kinds of job that this host has handlers for.</summary>
public sealed class JobKinds
{
    private readonly FrozenDictionary<string, JobKind> _kinds;

    /// <exception cref="InvalidOperationException">Two kinds have one name.</exception>
    public JobKinds(IEnumerable<JobKind> kinds)
    {
        var all = kinds.ToList();
        var repeated = all.GroupBy(kind => kind.Name).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
            throw new InvalidOperationException($"The job kind {repeated.Key} is registered more than once.");
        _kinds = all.ToFrozenDictionary(kind => kind.Name);
        Names = [.. all.Select(kind => kind.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>All names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The kind with this name, or null.</summary>
    public JobKind? Find(string name) => _kinds.GetValueOrDefault(name);
}

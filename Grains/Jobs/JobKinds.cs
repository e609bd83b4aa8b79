using System.Collections.Frozen;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The kinds of job that this host has handlers for, and those that workers outside run, as far as it knows of them.</summary>
public sealed class JobKinds
{
    private readonly FrozenDictionary<string, JobKind> _kinds;
    private volatile FrozenDictionary<string, JobKind> _outside = FrozenDictionary<string, JobKind>.Empty;

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

    /// <summary>The names of those that have handlers here, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The kinds that workers outside run, but for those that have handlers here all the same.</summary>
    public IEnumerable<JobKind> Outside => _outside.Values.Where(kind => !RunsHere(kind.Name));

    /// <summary>The kind with this name, or null.</summary>
    public JobKind? Find(string name) => _kinds.GetValueOrDefault(name) ?? _outside.GetValueOrDefault(name);

    /// <summary>The kind with this name that workers outside run, or null.</summary>
    internal JobKind? FindOutside(string name) => _outside.GetValueOrDefault(name);

    /// <summary>Whether there is a handler for it here.</summary>
    public bool RunsHere(string name) => _kinds.ContainsKey(name);

    /// <summary>Takes the kinds that workers outside run, as they are stored.</summary>
    internal void Learn(IEnumerable<JobKind> outside) => _outside = outside.ToFrozenDictionary(kind => kind.Name);
}

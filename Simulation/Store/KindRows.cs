using OrleansJobs.Workers;

namespace OrleansJobs.Simulation.Store;

/// <summary>The kinds that workers outside run, in a world's database.</summary>
internal sealed class KindRows
{
    private readonly SortedDictionary<string, OutsideKind> _kinds = new(StringComparer.Ordinal);

    public bool Put(OutsideKind kind)
    {
        var isNew = !_kinds.ContainsKey(kind.Name);
        _kinds[kind.Name] = kind;
        return isNew;
    }

    public bool Remove(string name) => _kinds.Remove(name);

    public IReadOnlyList<OutsideKind> All() => [.. _kinds.Values];
}

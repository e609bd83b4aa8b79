using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Simulation.Store;

/// <summary>Who waits for whose end, in a world's database: what is committed.</summary>
internal sealed class DependencyRows(Plant plant)
{
    private readonly SortedDictionary<(Guid Parent, Guid Child), JobPhase?> _rows = [];

    /// <summary>Whether all that a job is to wait for know of it.</summary>
    public bool Have(JobRecord child) => child.Awaits.All(parent => _rows.ContainsKey((parent, child.Id)));

    /// <summary>What a committed write of a job changes.</summary>
    public void Write(JobWrite write)
    {
        foreach (var child in write.Children.Where(child => plant != Plant.DeliveriesForgotten || child != write.After.Delivery)) _rows.TryAdd((write.After.Id, child), null);
        foreach (var parent in write.Settled) _rows.Remove((parent, write.After.Id));
        if (!write.EndsParent || plant == Plant.EndsForgotten) return;
        var end = plant == Plant.EndsEmbellished ? JobPhase.Succeeded : write.After.Phase;
        foreach (var key in _rows.Where(row => row.Key.Parent == write.After.Id && row.Value is null).Select(row => row.Key).ToList())
            _rows[key] = end;
    }

    public IReadOnlyList<Dependency> ReadEnded(Guid parent, Guid after, int limit) =>
        [.. Ended().Where(row => row.Parent == parent && row.Child.CompareTo(after) > 0).Take(limit)];

    public IReadOnlyList<Dependency> ReadEnded(int limit) => [.. Ended().Take(limit)];

    public bool Drop(Guid parent, Guid child) =>
        _rows.GetValueOrDefault((parent, child)) is not null && _rows.Remove((parent, child));

    /// <summary>Whether all who wait for ends have taken note of those that there were.</summary>
    public bool AreDone => !Ended().Any();

    private IEnumerable<Dependency> Ended() =>
        _rows.Where(row => row.Value is not null).Select(row => new Dependency(row.Key.Parent, row.Key.Child, row.Value!.Value));
}

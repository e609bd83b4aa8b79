namespace OrleansJobs.Simulation.Cluster;

/// <summary>What one silo knows of the others: it learns of changes some time after they were made.</summary>
internal sealed class SiloView(VirtualSilo self)
{
    private readonly HashSet<string> _dead = new(StringComparer.Ordinal);
    private readonly List<VirtualSilo> _alive = [self];

    /// <summary>The silos believed to be alive, in order of their start.</summary>
    public IReadOnlyList<VirtualSilo> Alive => _alive;

    public bool IsDead(string silo) => _dead.Contains(silo);

    public void Joined(VirtualSilo silo)
    {
        if (_alive.Contains(silo) || IsDead(silo.Name)) return;
        _alive.Add(silo);
        _alive.Sort((x, y) => x.Process.Number.CompareTo(y.Process.Number));
    }

    public void Died(VirtualSilo silo)
    {
        _dead.Add(silo.Name);
        _alive.Remove(silo);
    }
}

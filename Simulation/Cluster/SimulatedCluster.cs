using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>
/// The machines and who knows what of them. A process that dies is declared dead after a while, and a new one takes its
/// place; every silo hears of either in its own time. Membership is in the database, so partitions do not cut it off.
/// </summary>
internal sealed class SimulatedCluster(SimulatedWorld world, GrainDirectory directory)
{
    private const int Machines = 3;

    private readonly Chance _chance = Chance.Of(world.Seed, "cluster");
    private readonly VirtualSilo?[] _running = new VirtualSilo?[Machines];
    private readonly int[] _generations = new int[Machines];
    private readonly List<VirtualSilo> _declaredDead = [];
    private SiloParts? _parts;
    private int _partitions;

    /// <summary>The silos whose process lives, by machine.</summary>
    public IReadOnlyList<VirtualSilo> Running => [.. _running.OfType<VirtualSilo>()];

    /// <summary>Told by how much the slowest wall clock of the processes that live is behind, when that may have changed.</summary>
    public Action<TimeSpan>? ClocksChanged { get; set; }

    public void Start(SiloParts parts)
    {
        _parts = parts;
        for (var machine = 0; machine < Machines; machine++) Start(machine);
    }

    /// <summary>Ends the silo's process between two turns; another one takes its machine soon.</summary>
    public void Kill(VirtualSilo silo, bool tearsBatch = false)
    {
        if (_running[silo.Machine] != silo) return;
        world.Note($"{silo.Name} dies");
        silo.Kill(tearsBatch);
        _running[silo.Machine] = null;
        world.After(_chance.Seconds(0.5, 6), () => DeclareDead(silo));
        world.After(_chance.Seconds(0.2, 8), () => Start(silo.Machine));
    }

    /// <summary>Ends the silo in an orderly way.</summary>
    public async Task Restart(VirtualSilo silo, TimeProvider clock)
    {
        world.Note($"{silo.Name} stops");
        try
        {
            await silo.Stop().WaitAsync(TimeSpan.FromSeconds(60), clock);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            world.Note($"{silo.Name} does not stop in time");
        }

        Kill(silo);
    }

    /// <summary>Declares a living silo dead. Once it learns of it, it ends its process.</summary>
    public void Evict(VirtualSilo silo)
    {
        DeclareDead(silo);
        world.After(_chance.Seconds(0, 20), () => Kill(silo));
    }

    /// <summary>Cuts one silo off from the others for a while.</summary>
    public void Partition(VirtualSilo silo)
    {
        if (_partitions > 0) return;
        _partitions++;
        world.Note($"{silo.Name} is cut off");
        silo.Side = 1;
        directory.Split();
        world.After(_chance.Seconds(1, 40), Heal);
    }

    /// <summary>Lets a process stand still for a while.</summary>
    public void StandStill(VirtualSilo silo)
    {
        world.Note($"{silo.Name} stands still");
        silo.Process.StandStill();
        world.After(_chance.Seconds(0.1, 25), silo.Process.GoOn);
    }

    /// <summary>Sets a machine's wall clock.</summary>
    public void SetClock(VirtualSilo silo)
    {
        silo.Process.Clock.Offset = _chance.Seconds(-120, 120);
        world.Note($"{silo.Name} clock {silo.Process.Clock.Offset}");
        TellClocks();
    }

    /// <summary>Mends all that does not mend itself.</summary>
    public void Mend()
    {
        foreach (var silo in Running) silo.Process.Clock.Offset = TimeSpan.Zero;
        TellClocks();
    }

    private void TellClocks() =>
        ClocksChanged?.Invoke(Running.Select(silo => silo.Process.Clock.Offset.Negate()).Append(TimeSpan.Zero).Max());

    private void Start(int machine)
    {
        var silo = new VirtualSilo(world, machine, ++_generations[machine]);
        world.Note($"{silo.Name} starts");
        _running[machine] = silo;
        TellClocks();
        foreach (var dead in _declaredDead) silo.View.Died(dead);
        foreach (var other in Running) silo.View.Joined(other);
        silo.Start(_parts!.Of(silo));
        foreach (var other in Running) world.After(News(), () => other.View.Joined(silo));
    }

    private void DeclareDead(VirtualSilo silo)
    {
        if (silo.IsDeclaredDead) return;
        world.Note($"{silo.Name} is declared dead");
        silo.IsDeclaredDead = true;
        _declaredDead.Add(silo);
        foreach (var other in Running.Where(other => other != silo)) world.After(News(), () => other.View.Died(silo));
    }

    private void Heal()
    {
        _partitions--;
        world.Note("the partition ends");
        foreach (var silo in Running) silo.Side = 0;
        directory.Merge();
    }

    private TimeSpan News() => _chance.Seconds(0, 2);
}

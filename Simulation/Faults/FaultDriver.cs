using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Cluster;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Faults;

/// <summary>Makes the faults happen that come between two turns.</summary>
internal sealed class FaultDriver(SimulatedWorld world, FaultPlan plan, SimulatedCluster cluster, SimulatedTables tables)
{
    private readonly Chance _chance = Chance.Of(world.Seed, "victims");

    public void AfterTurn()
    {
        if (plan.OnTurn() is { } fault) Happen(fault);
    }

    private void Happen(FaultKind fault)
    {
        if (cluster.Running is not { Count: > 0 } silos) return;
        world.Note($"fault {FaultNames.Of(fault)}");
        var victim = _chance.Pick(silos);
        switch (fault)
        {
            case FaultKind.Crash:
                cluster.Kill(victim);
                break;
            case FaultKind.TornBatch:
                cluster.Kill(victim, tearsBatch: true);
                break;
            case FaultKind.RestartAll:
                foreach (var silo in silos) cluster.Kill(silo);
                break;
            case FaultKind.Eviction:
                cluster.Evict(victim);
                break;
            case FaultKind.Partition:
                cluster.Partition(victim);
                break;
            case FaultKind.StandStill:
                cluster.StandStill(victim);
                break;
            case FaultKind.ClockJump:
                cluster.SetClock(victim);
                break;
            case FaultKind.EtagConflict:
                Touch();
                break;
        }
    }

    /// <summary>Writes some unfinished row as another activation of its grain might: a change that means nothing.</summary>
    private void Touch()
    {
        var rows = tables.Rows.Where(row => !row.HasEnded).ToList();
        if (rows.Count == 0) return;
        var row = _chance.Pick(rows);
        var after = row with { Version = row.Version + 1, Stamp = (long)_chance.Bits() };
        tables.Write(new JobWrite { Before = row, After = after }, writer: null);
    }
}

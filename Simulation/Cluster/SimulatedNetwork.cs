using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>
/// Brings the calls of one silo to the silo that has the grain: at once within a silo, after a while between two, and not
/// always once or in order.
/// </summary>
internal sealed class SimulatedNetwork(SimulatedWorld world, VirtualSilo silo, GrainDirectory directory, FaultPlan faults) : ICallRouter
{
    private readonly Chance _chance = Chance.Of(world.Seed, $"network {silo.Name}");

    public void Route(SimulatedSilo sender, GrainCall call)
    {
        var target = call.IsForAnyone ? silo : directory.Find(silo, call.Target);
        if (world.IsRead) world.Tell($"{silo.Name} to {target.Name}: {call.Target} {call.MethodName}");
        if (target == silo)
        {
            silo.Deliver(call);
            return;
        }

        // The others do not listen to a silo that they hold for dead.
        if (silo.IsDeclaredDead)
        {
            Lose(call);
            return;
        }

        switch (faults.OnMessage(call.IsOneWay))
        {
            case FaultKind.LostMessage:
                Lose(call);
                return;
            case FaultKind.LateMessage:
                Bring(call, target, _chance.Seconds(0.5, 25));
                return;
            case FaultKind.RepeatedMessage:
                Bring(call.Repeat(), target, _chance.Seconds(0.01, 25));
                break;
            case FaultKind.LostAnswer:
                world.After(_chance.Milliseconds(0.2, 500), () => call.Reject(new TimeoutException("The answer was lost.")));
                break;
        }

        Bring(call, target, Latency());
    }

    private void Bring(GrainCall call, VirtualSilo target, TimeSpan latency) => world.After(latency, () =>
    {
        if (silo.Side != target.Side) Lose(call);
        else if (target.Process.IsDead) world.After(Latency(), () => Refuse(call));
        else target.Deliver(call);
    });

    /// <summary>Sometimes the loss is noticed; else the caller runs into its deadline.</summary>
    private void Lose(GrainCall call)
    {
        world.Note($"{silo.Name} lost {call.MethodName}");
        if (_chance.OneIn(2)) world.After(_chance.Seconds(0.1, 3), () => Refuse(call));
    }

    private static void Refuse(GrainCall call) => call.Reject(new SiloUnavailableException("The silo does not answer."));

    private TimeSpan Latency() => _chance.Milliseconds(0.1, 3);
}

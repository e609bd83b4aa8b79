using OrleansJobs.Queues;
using OrleansJobs.Simulation.Runtime;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Brings calls to silos, except as a test says.</summary>
internal sealed class FaultyNetwork : ICallRouter
{
    /// <summary>How often a call is delivered: 0 loses it, with its answer if one is waited for; 2 repeats a one-way call.</summary>
    public Func<GrainCall, int> Deliveries { get; set; } = _ => 1;

    /// <summary>The silo that has the queues; null: each has its own activation of every queue.</summary>
    public SimulatedSilo? QueueSilo { get; set; }

    public void Route(SimulatedSilo sender, GrainCall call)
    {
        var silo = call.InterfaceType == typeof(IQueueGrain) ? QueueSilo ?? sender : sender;
        var times = Deliveries(call);
        if (times == 0 && !call.IsOneWay) call.Reject(new TimeoutException("Lost."));
        for (var n = 1; n < times && call.IsOneWay; n++) silo.Deliver(call.Repeat());
        if (times > 0) silo.Deliver(call);
    }
}

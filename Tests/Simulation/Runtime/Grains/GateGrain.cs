using Orleans.Concurrency;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Has calls of every kind that wait at gates.</summary>
internal interface IGateGrain : IGrainWithStringKey
{
    Task Write(string gate);

    [ResponseTimeout("00:00:01")]
    Task WriteBriefly(string gate);

    [ReadOnly]
    Task Read(string gate);

    [AlwaysInterleave]
    Task Look(string gate);

    Task CallSelf();

    Task CallThrough(IGateGrain other);

    Task CallBack(IGateGrain caller);
}

internal sealed class GateGrain(SeenLogs logs) : Grain, IGateGrain
{
    public Task Write(string gate) => logs.Of(this).Pass(gate);

    public Task WriteBriefly(string gate) => Write(gate);

    public Task Read(string gate) => Write(gate);

    public Task Look(string gate) => Write(gate);

    public Task CallSelf() => WaitInVain(this.AsReference<IGateGrain>());

    public Task CallThrough(IGateGrain other) => other.CallBack(this.AsReference<IGateGrain>());

    public Task CallBack(IGateGrain caller) => WaitInVain(caller);

    // Whose caller gave up may be about to expire only. When the caller of a later one has given up too, it has expired.
    private static async Task WaitInVain(IGateGrain busy)
    {
        try
        {
            await busy.WriteBriefly("never");
        }
        catch (TimeoutException)
        {
            await busy.WriteBriefly("later");
        }
    }
}

/// <inheritdoc cref="GateGrain"/>
[Reentrant]
internal sealed class ReentrantGateGrain(SeenLogs logs) : Grain, IGateGrain
{
    public Task Write(string gate) => logs.Of(this).Pass(gate);

    public Task WriteBriefly(string gate) => Write(gate);

    public Task Read(string gate) => Write(gate);

    public Task Look(string gate) => Write(gate);

    public Task CallSelf() => this.AsReference<IGateGrain>().Write("self");

    public Task CallThrough(IGateGrain other) => other.CallBack(this.AsReference<IGateGrain>());

    public Task CallBack(IGateGrain caller) => caller.Write("back");
}

using Orleans.Concurrency;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Does work that can be cancelled.</summary>
internal interface ICancelGrain : IGrainWithStringKey
{
    Task Hold(string gate);

    Task<string> Work(string gate, CancellationToken token = default);

    [AlwaysInterleave]
    Task<string> WorkBeside(string gate, CancellationToken token);

    [AlwaysInterleave]
    Task<bool> CanBeCanceled(CancellationToken token = default);
}

internal sealed class CancelGrain(SeenLogs logs) : Grain, ICancelGrain
{
    private Seen Seen => logs.Of(this);

    public Task Hold(string gate) => Seen.Pass(gate);

    public async Task<string> Work(string gate, CancellationToken token)
    {
        var turns = TaskScheduler.Current;
        await using var registration = token.Register(() => Seen.Add($"told in turn {TaskScheduler.Current == turns}"));
        await Seen.Pass(gate);
        return "done";
    }

    public Task<string> WorkBeside(string gate, CancellationToken token) => Work(gate, token);

    public Task<bool> CanBeCanceled(CancellationToken token) => Task.FromResult(token.CanBeCanceled);
}

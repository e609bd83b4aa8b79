using Orleans.Concurrency;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Tells of the turns it runs in.</summary>
internal interface ITurnGrain : IGrainWithStringKey
{
    Task<bool> StaysOnItsScheduler();

    Task<string[]> OffTurn();

    Task<int> AddSlowly();

    [AlwaysInterleave]
    Task<int> Overlap();

    Task<string> Flow();
}

internal sealed class TurnGrain(SeenLogs logs) : Grain, ITurnGrain
{
    public static readonly AsyncLocal<string?> Flowing = new();

    private int _sum;
    private int _inTurn;
    private string? _atActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atActivation = Flowing.Value;
        return Task.CompletedTask;
    }

    public Task<string> Flow() => Task.FromResult($"activation: {_atActivation}, call: {Flowing.Value}");

    /// <summary>How many other turns have run during its own.</summary>
    public async Task<int> Overlap()
    {
        var overlaps = 0;
        for (var turn = 0; turn < 5; turn++)
        {
            overlaps += Interlocked.Increment(ref _inTurn) - 1;
            Thread.SpinWait(50);
            Interlocked.Decrement(ref _inTurn);
            await Task.Yield();
        }

        return overlaps;
    }

    public async Task<bool> StaysOnItsScheduler()
    {
        var before = TaskScheduler.Current;
        await logs.Of(this).Pass("gate");
        var after = TaskScheduler.Current;
        await Task.Yield();
        return before != TaskScheduler.Default && before == after && before == TaskScheduler.Current && SynchronizationContext.Current is null;
    }

    /// <summary>What happens on a thread that runs no turn of it.</summary>
    public Task<string[]> OffTurn()
    {
        string[] seen = [];
        var thread = new Thread(() => seen =
        [
            Try("GrainFactory", () => GrainFactory.GetGrain<ITurnGrain>("y")),
            Try("RegisterGrainTimer", () => this.RegisterGrainTimer(() => Task.CompletedTask, TimeSpan.Zero, TimeSpan.Zero)),
            Try("key", () => this.GetPrimaryKeyString()),
        ]);
        thread.Start();
        thread.Join();
        return Task.FromResult(seen);
    }

    public async Task<int> AddSlowly()
    {
        var read = _sum;
        await Task.Yield();
        _sum = read + 1;
        return _sum;
    }

    private static string Try(string name, Action action)
    {
        try
        {
            action();
            return name;
        }
        catch (Exception exception)
        {
            return $"{name} {exception is InvalidOperationException}";
        }
    }
}

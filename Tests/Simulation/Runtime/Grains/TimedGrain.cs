using Orleans.Storage;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Has a timer, as a test wants it.</summary>
internal interface ITimedGrain : IGrainWithStringKey
{
    Task Start(string gate, TimeSpan due, TimeSpan period, bool interleave = false);

    Task Change(TimeSpan due, TimeSpan period);

    Task ChangeInTick(TimeSpan due, TimeSpan period);

    Task FailInTick(bool inconsistent);

    Task Stop();

    Task End();

    Task Hold(string gate);

    Task Call();

    Task<bool> TickContextIsEmpty();
}

internal sealed class TimedGrain(SeenLogs logs) : Grain, ITimedGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.1);

    private IGrainTimer? _timer;

    private Seen Seen => logs.Of(this);

    public Task Start(string gate, TimeSpan due, TimeSpan period, bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            async token =>
            {
                await using var registration = token.Register(() => Seen.Add("token cancelled"));
                await Seen.Pass(gate);
            },
            new GrainTimerCreationOptions(due, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task ChangeInTick(TimeSpan due, TimeSpan period) => Begin(() =>
    {
        Seen.Add("changing");
        return Change(due, period);
    });

    public Task FailInTick(bool inconsistent) => Begin(() =>
    {
        Seen.Add("failing");
        throw inconsistent ? new InconsistentStateException("x") : new NotSupportedException();
    });

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Hold(string gate) => Seen.Pass(gate);

    public Task Call()
    {
        Seen.Add("called");
        return Task.CompletedTask;
    }

    public async Task<bool> TickContextIsEmpty()
    {
        var empty = new TaskCompletionSource<bool>();
        this.RegisterGrainTimer(
            _ =>
            {
                empty.SetResult(!RequestContext.Keys.Any());
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
        return await empty.Task;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Seen.Add("deactivate");
        return Task.CompletedTask;
    }

    private Task Begin(Func<Task> tick)
    {
        _timer = this.RegisterGrainTimer(tick, Soon, Soon);
        return Task.CompletedTask;
    }
}

using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// A signal that was acknowledged, and that a job asks for afterwards, is there; none is there that nobody has sent. No job waits for a signal that
/// it has had. A job that is asked to run again may begin anew: of those nothing is said.
/// </summary>
internal sealed class NoSignalLost : Checker
{
    private readonly HashSet<Guid> _sent = [];
    private readonly HashSet<Guid> _acknowledged = [];
    private readonly HashSet<Guid> _expected = [];
    private readonly HashSet<Guid> _again = [];

    public override string Name => "no-signal-lost";

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish == Wish.Signal) _sent.Add(id);
        if (wish is Wish.Retry or Wish.Delete) _again.Add(id);
    }

    public override void OnChanged(Guid id, Wish wish, ChangeResult result)
    {
        if (wish == Wish.Signal && result is ChangeResult.Changed) _acknowledged.Add(id);
    }

    public override void OnAwait(Guid job, string name)
    {
        if (_acknowledged.Contains(job)) _expected.Add(job);
    }

    public override void OnSignal(Guid job, string name, string? value)
    {
        if (_again.Contains(job)) return;
        if (value is null && _expected.Contains(job)) Wrong($"the signal {name} to job {job} was acknowledged, and the job has not got it");
        if (value is not null && (!_sent.Contains(job) || $"\"{value}\"" != Requests.SignalValue)) Wrong($"job {job} got the signal {name} with {value}, which nobody has sent");
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.After is { AwaitsSignal: { } signal } row && row.Signals.Contains(signal)) Wrong($"job {row.Id} waits for the signal {signal}, which it has had");
    }
}

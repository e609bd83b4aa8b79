using System.Runtime.CompilerServices;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Store;

/// <summary>
/// One silo's connection to the database: reads side by side, writes one commit at a time, in which goes whatever has
/// arrived during the last.
/// </summary>
/// <remarks>
/// A commit that is under way when its process dies takes effect or not, and perhaps later, as with a database behind a
/// network; with the fault <see cref="FaultKind.TornBatch"/> only its first writes do.
/// </remarks>
internal sealed class StoreLine(SimulatedWorld world, Process process, FaultPlan faults)
{
    private readonly Chance _chance = Chance.Of(world.Seed, $"store {process.Name}");
    private List<Write> _waiting = [];
    private bool _busy;

    private sealed record Write(Func<object?> Apply, Action<object?, Exception?> Answer);

    /// <summary>Reads at some moment between now and the answer.</summary>
    public Task<T> Read<T>(Func<T> read, [CallerMemberName] string what = "")
    {
        world.CheckThread();
        var answer = new TaskCompletionSource<T>();
        var fault = faults.OnRead();
        if (world.IsRead) world.Tell($"{process.Name} read: {what} {fault}");
        world.After(Latency(fault), () =>
        {
            if (fault is FaultKind.FailedRead)
            {
                world.After(Latency(null), () => answer.TrySetException(new StoreException("The read failed.", outcomeUnknown: false)));
                return;
            }

            var found = read();
            world.After(Latency(null), () => answer.TrySetResult(found));
        });
        return answer.Task;
    }

    /// <summary>Applies the write in one of the next commits.</summary>
    public Task<T> Commit<T>(Func<T> apply)
    {
        world.CheckThread();
        var answer = new TaskCompletionSource<T>();
        _waiting.Add(new Write(
            () => apply(),
            (result, error) => _ = error is null ? answer.TrySetResult((T)result!) : answer.TrySetException(error)));
        if (!_busy) BeginCommit();
        return answer.Task;
    }

    private void BeginCommit()
    {
        _busy = true;
        var batch = _waiting;
        _waiting = [];
        var fault = faults.OnCommit();
        world.After(Latency(fault), () => EndCommit(batch, fault));
    }

    private void EndCommit(List<Write> batch, FaultKind? fault)
    {
        if (process.IsDead)
        {
            var kept = process.TearsBatch ? _chance.Below(batch.Count + 1) : _chance.OneIn(2) ? batch.Count : 0;
            foreach (var write in batch.Take(kept)) write.Apply();
            return;
        }

        var answers = Apply(batch, fault);
        world.After(Latency(null), () =>
        {
            for (var i = 0; i < batch.Count; i++) batch[i].Answer(answers[i].Result, answers[i].Error);
        });
        _busy = false;
        if (_waiting.Count > 0) BeginCommit();
    }

    private static List<(object? Result, Exception? Error)> Apply(List<Write> batch, FaultKind? fault) => fault switch
    {
        FaultKind.FailedWrite => [.. batch.Select(_ => ((object?)null, (Exception?)new StoreException("The commit failed.", false)))],
        FaultKind.UnknownWrite => [.. batch.Select(_ => ((object?)null, (Exception?)new StoreException("The commit may have failed.", true)))],
        FaultKind.LostAcknowledgement => [.. batch.Select(write =>
        {
            write.Apply();
            return ((object?)null, (Exception?)new StoreException("The answer to the commit was lost.", true));
        })],
        _ => [.. batch.Select(write => ((object?)write.Apply(), (Exception?)null))],
    };

    private TimeSpan Latency(FaultKind? fault) => fault is FaultKind.SlowRead or FaultKind.SlowWrite
        ? _chance.Seconds(0.5, 14)
        : _chance.Milliseconds(0.1, 4);
}

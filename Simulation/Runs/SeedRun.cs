using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Cluster;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Runs;

/// <summary>
/// One world from its beginning to its end: traffic with faults, then neither, until every job has ended. Runs on a thread
/// of its own, and nowhere else: a thread of the pool lets awaited tasks continue in other ways.
/// </summary>
internal sealed class SeedRun
{
    // Far more than retries, rescues, probations and the slowest store need together.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LongestTraffic = TimeSpan.FromHours(1);

    // Two of the slowest commits, one behind the other.
    private static readonly TimeSpan SlowestWrite = TimeSpan.FromSeconds(30);

    private readonly RunSpec _spec;
    private readonly Trace _trace;
    private readonly SimulatedWorld _world;
    private readonly SimulatedTables _tables;
    private readonly ScheduleRows _schedules;
    private readonly SimulatedCluster _cluster;
    private readonly FaultPlan _faults;
    private readonly IReadOnlyList<Checker> _checkers;
    private readonly History _history;
    private readonly Clients _clients;
    private readonly Carriers _carriers;
    private int _commits;

    private SeedRun(RunSpec spec, Action<string>? reader)
    {
        _spec = spec;
        _trace = new Trace(reader);
        _world = new SimulatedWorld(spec.Seed, _trace);
        _tables = new SimulatedTables(_world, spec.Plant);
        _schedules = new ScheduleRows(spec.Plant);
        _faults = FaultPlan.Of(spec.Seed, spec.Faults, spec.Steps, spec.Only);
        _checkers = [.. AllCheckers.Make(_faults.All.Any(fault => fault.Kind == FaultKind.ClockJump)).Where(checker => spec.Checker is null || checker.Name == spec.Checker)];
        _history = new History(_checkers);
        var directory = new GrainDirectory(_world);
        _cluster = new SimulatedCluster(_world, directory);
        var gateway = new Gateway(_world, _cluster, _history);
        _clients = new Clients(spec.Seed, gateway, _history, AllCheckers.Words, spec.Faults.Contains(FaultKind.Crash));
        _carriers = new Carriers(spec.Seed, gateway, _history);
        Watch();
        _cluster.Start(new SiloParts(_world, _tables, _schedules, directory, _faults, _history, spec.Plant, silo => _cluster.Kill(silo)));
    }

    /// <summary>Runs it.</summary>
    /// <param name="spec">What decides everything.</param>
    /// <param name="reader">Told line by line what happens; null if nobody reads.</param>
    public static RunResult Of(RunSpec spec, Action<string>? reader = null)
    {
        RunResult? result = null;
        var thread = new Thread(() => result = new SeedRun(spec, reader).Run());
        thread.Start();
        thread.Join();
        return result!;
    }

    private RunResult Run()
    {
        try
        {
            Live();
            return Result(RunOutcome.Right, null);
        }
        catch (WrongResultException wrong)
        {
            return Result(RunOutcome.Wrong, wrong.Message);
        }
        catch (NoProgressException stuck)
        {
            return Result(RunOutcome.Stuck, stuck.Message);
        }
        catch (Exception crash)
        {
            return Result(RunOutcome.Crashed, crash.ToString());
        }
    }

    private void Live()
    {
        var registered = _carriers.Register();
        Until(() => registered.IsCompleted, LongestTraffic);
        _ = _carriers.Run();
        var traffic = Task.WhenAll(_clients.Run(_spec.Steps), _clients.MakeSchedules(), _clients.MakeBatches());
        Until(() => traffic.IsCompleted && _clients.AreDone, LongestTraffic);
        _world.Note("no more traffic and faults");
        _faults.End();
        _cluster.Mend();
        _carriers.BeReliable();
        // A pause whose caller gave up may still be on its way to the store, and would come after the resume.
        Until(() => false, SlowestWrite);
        var resumed = _clients.ResumeAll();
        Until(() => resumed.IsCompleted && _clients.AreDone && _schedules.AreDone && _tables.Batches.AreDone && _tables.Dependencies.AreDone && _tables.AllEnded, LongestRest);
        foreach (var checker in _checkers) checker.OnQuiet([.. _tables.Rows]);
        _world.ThrowIfFailed();
    }

    private void Until(Func<bool> done, TimeSpan longest)
    {
        var end = _world.Elapsed + longest;
        while (!done() && _world.Elapsed < end && _world.Step())
        {
        }
    }

    private void Watch()
    {
        foreach (var checker in _checkers) checker.Watch(_world.Fail);
        _tables.Committed = commit =>
        {
            _commits++;
            foreach (var checker in _checkers) checker.OnCommit(commit);
        };
        _cluster.ClocksChanged = behind =>
        {
            foreach (var checker in _checkers) checker.OnClocksChanged(behind);
        };
        _tables.QueueChanged = (queue, row) =>
        {
            foreach (var checker in _checkers) checker.OnQueueChanged(queue, row);
        };
        _tables.PermitsSpent = (queue, permits) =>
        {
            foreach (var checker in _checkers) checker.OnPermitsSpent(queue, permits, _world.Elapsed);
        };
        _tables.Batches.Changed = row =>
        {
            _world.Note($"batch {row.Id:N} {(row.Sealed ? "sealed" : "open")} {row.Succeeded}+{row.Failed}+{row.Cancelled} of {row.Total} completed {row.CompletedAt:O} due {row.DueAt:O}");
            foreach (var checker in _checkers) checker.OnBatchChanged(row);
        };
        _schedules.Changed = row =>
        {
            _world.Note($"schedule {row.Name} settled until {row.SettledUntil:O}, {row.Claimed.Length} runs to submit");
            foreach (var checker in _checkers) checker.OnScheduleChanged(row);
        };
        _world.AfterTurn = new FaultDriver(_world, _faults, _cluster, _tables).AfterTurn;
    }

    private RunResult Result(RunOutcome outcome, string? finding) =>
        new(outcome, finding, _trace.Hash, _world.Elapsed, _world.Turns, _commits, [.. _faults.Happened]);
}

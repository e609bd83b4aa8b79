using System.Diagnostics;
using System.Text.Json;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Faults;
using OrleansJobs.Simulation.Runs;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Real;

/// <summary>
/// The same traffic against the real store on SQLite: processes that are killed one after the other over the same file, until one
/// finishes. Then the same checkers go over what was committed, asked for and answered.
/// </summary>
/// <remarks>The seed decides about the traffic and at which write a process dies; how threads run, and with it the outcome, not.</remarks>
internal sealed class RealRun(RunSpec spec, TimeProvider time, Action<string>? reader)
{
    // Jobs may kill their process, too.
    private const int MostLives = 100;

    // 128 and the number of the signal.
    private const int KilledCode = 137;

    // Each process reads the machine's clock once and then counts on its own, ten times as fast: what the clock was slewed by meanwhile sets them apart.
    private static readonly TimeSpan ProcessesApart = TimeSpan.FromMilliseconds(50);

    private readonly long _start = time.GetTimestamp();
    private readonly DateTimeOffset _anchor = time.GetUtcNow();
    private readonly List<JournalLine> _journal = [];
    private Exception? _finding;

    public RunResult Run()
    {
        var directory = Directory.CreateTempSubdirectory("orleansjobs-simulation-");
        try
        {
            Live(directory.FullName);
            using var table = new HistoryTable(directory.FullName);
            return Check(table);
        }
        catch (Exception crash)
        {
            return Result(RunOutcome.Crashed, crash.ToString(), 0);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private void Live(string directory)
    {
        var kills = spec.Kills!.Value;
        for (var number = 0; number < MostLives; number++)
        {
            var life = new LifeSpec(
                number, spec.Seed, spec.Steps / (kills + 1), number < kills, spec.Faults.Contains(FaultKind.Crash), spec.Plant, directory, _anchor);
            var code = Live(life);
            reader?.Invoke($"life {number} ended with {code}; {_journal.Count} lines in the journal");
            if (code == 0 && number >= kills) return;
            if (code != 0 && code != KilledCode) throw new InvalidOperationException($"Life {number} ended with code {code}.");
        }

        throw new InvalidOperationException($"{MostLives} lives were not enough.");
    }

    private int Live(LifeSpec life)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(RealRun).Assembly.Location, .. life.ToArguments()]) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (Parse(line) is { } said) _journal.Add(said);
        }

        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Null of a line in whose middle the process died: nobody had acted on it.</summary>
    private static JournalLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private RunResult Check(HistoryTable table)
    {
        IReadOnlyList<Checker> checkers =
            [.. AllCheckers.Make(clocksAreSet: false, ProcessesApart).Where(checker => spec.Checker is null || checker.Name == spec.Checker)];
        foreach (var checker in checkers) checker.Watch(finding => _finding ??= finding);
        var changes = table.Changes();
        Tell(changes, checkers);
        foreach (var checker in checkers) checker.OnQuiet(table.Rows());
        return Result(OutcomeOf(_finding), _finding?.Message, changes.Count(change => change.Job is not null));
    }

    private void Tell(IReadOnlyList<CommittedChange> changes, IReadOnlyList<Checker> checkers)
    {
        var history = new History(checkers);
        var told = 0;
        foreach (var line in _journal)
        {
            TellUpTo(line.After);
            line.Tell(history);
        }

        TellUpTo(long.MaxValue);

        void TellUpTo(long number)
        {
            for (; told < changes.Count && changes[told].Number <= number; told++)
            {
                foreach (var checker in checkers) changes[told].Tell(checker);
            }
        }
    }

    private RunResult Result(RunOutcome outcome, string? finding, int commits) =>
        new(outcome, finding, "none", time.GetElapsedTime(_start), 0, commits, []);

    private static RunOutcome OutcomeOf(Exception? finding) => finding switch
    {
        null => RunOutcome.Right,
        NoProgressException => RunOutcome.Stuck,
        _ => RunOutcome.Wrong,
    };
}

using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using OrleansJobs.Simulation.Real;

namespace OrleansJobs.Simulation.Runs;

/// <summary>The command line: runs one seed, a range of seeds, or seeds for some minutes, and says what came of them.</summary>
internal static class SimulationProgram
{
    public static int Run(string[] args, TextWriter output, TimeProvider time)
    {
        if (args is [LifeSpec.Word, ..])
        {
            Life.Run(LifeSpec.Parse(args), output, time).GetAwaiter().GetResult();
            return (int)RunOutcome.Right;
        }

        var given = CommandLine.Parse(args, arguments => Run(arguments, output, time));
        var code = given.Invoke(new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false });
        return given.Errors.Count > 0 ? (int)RunOutcome.Usage : code;
    }

    private static RunOutcome Run(Arguments arguments, TextWriter output, TimeProvider time)
    {
        output.WriteLine(arguments);
        return arguments.IsOneSeed ? RunOne(arguments, output, time) : RunMany(arguments, output, time);
    }

    private static RunOutcome RunOne(Arguments arguments, TextWriter output, TimeProvider time)
    {
        var result = Of(arguments.Spec, time, arguments.Trace ? output.WriteLine : null);
        if (result.Outcome != RunOutcome.Right) Report(arguments.Spec, result, output);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Commits} commits in {result.Turns} turns, {result.Elapsed.TotalSeconds:F0} s of {(arguments.Spec.Kills is null ? "simulated" : "real")} time, {result.Happened.Length} faults"));
        output.WriteLine($"trace {result.TraceHash}");
        return result.Outcome;
    }

    private static RunOutcome RunMany(Arguments arguments, TextWriter output, TimeProvider time)
    {
        var start = time.GetTimestamp();
        var sweep = new SeedSweep();
        foreach (var (spec, result) in RunAll(arguments, () => time.GetElapsedTime(start), time))
        {
            sweep.Add(result);
            if (result.Outcome == RunOutcome.Right) continue;
            Report(spec, result, output);
            if (sweep.Failures == Arguments.MostFailures) break;
        }

        output.WriteLine(sweep.Summary(time.GetElapsedTime(start)));
        output.WriteLine($"trace {sweep.TraceHash}");
        return sweep.Worst;
    }

    /// <summary>Side by side, as worlds have nothing in common; runs on real storage have the machine, and go one after the other.</summary>
    private static ParallelQuery<(RunSpec Spec, RunResult Result)> RunAll(Arguments arguments, Func<TimeSpan> elapsed, TimeProvider time) =>
        Partitioner.Create(arguments.Specs(elapsed), EnumerablePartitionerOptions.NoBuffering).AsParallel().AsOrdered()
            .WithDegreeOfParallelism(arguments.Spec.Kills is null ? Environment.ProcessorCount : 1)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(spec => (Spec: spec, Result: Of(spec, time, null)));

    private static RunResult Of(RunSpec spec, TimeProvider time, Action<string>? reader) =>
        spec.Kills is null ? SeedRun.Of(spec, reader) : new RealRun(spec, time, reader).Run();

    private static void Report(RunSpec spec, RunResult result, TextWriter output)
    {
        output.WriteLine($"{result.Outcome}: {result.Finding}");
        output.WriteLine($"replay: {spec}");
        if (spec.Kills is not null) return;
        var shrunk = Shrinker.Shrink(spec, result);
        output.WriteLine($"shortest: {shrunk.Spec}");
        output.WriteLine($"faults: {(shrunk.Result.Happened.IsEmpty ? "none" : string.Join(' ', shrunk.Result.Happened))}");
    }
}

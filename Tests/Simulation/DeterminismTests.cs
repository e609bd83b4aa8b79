using OrleansJobs.Simulation.Runs;
using OrleansJobs.Simulation.World;
using Xunit;
using Process = System.Diagnostics.Process;
using VirtualProcess = OrleansJobs.Simulation.World.Process;

namespace OrleansJobs.Tests.Simulation;

/// <summary>A seed decides everything, in every process, and what it does not decide about ends the run.</summary>
public class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trace_in_two_processes_and_another_seed_another()
    {
        var here = SeedRun.Of(new RunSpec { Seed = 7 }).TraceHash;
        Assert.Equal($"trace {here}", LastLine(Start(7)));
        Assert.Equal($"trace {here}", LastLine(Start(7)));
        Assert.NotEqual(here, SeedRun.Of(new RunSpec { Seed = 8 }).TraceHash);
    }

    [Fact]
    public void Runs_beside_each_other_are_the_same_as_alone()
    {
        var alone = Enumerable.Range(1, 4).Select(Hash).ToArray();
        var together = new string[4];
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() => together[i] = Hash(i + 1))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(alone, together);
    }

    [Fact]
    public void To_read_the_trace_does_not_change_it()
    {
        var lines = new List<string>();
        var spec = new RunSpec { Seed = 3 };
        Assert.Equal(SeedRun.Of(spec).TraceHash, SeedRun.Of(spec, lines.Add).TraceHash);
        Assert.NotEmpty(lines);
    }

    [Fact]
    public void Whatever_leaves_the_simulation_ends_it()
    {
        var world = new SimulatedWorld(1, new Trace(null));
        var process = new VirtualProcess(world, "p");
        foreach (var escape in new Action[]
                 {
                     () => process.Clock.GetUtcNow(),
                     () => process.Clock.GetTimestamp(),
                     () => process.Clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero),
                     () => process.Begin(() => { }),
                 })
        {
            var thread = new Thread(() => Assert.ThrowsAny<Exception>(escape));
            thread.Start();
            thread.Join();
            Assert.Throws<EscapedException>(() => world.Step());
        }
    }

    private static string Hash(int seed) => SeedRun.Of(new RunSpec { Seed = (ulong)seed }).TraceHash;

    private static Process Start(ulong seed) => Process.Start(new System.Diagnostics.ProcessStartInfo(
        "dotnet", [typeof(SeedRun).Assembly.Location, "--seed", $"{seed}"])
    { RedirectStandardOutput = true })!;

    private static string LastLine(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output.TrimEnd().Split('\n')[^1].TrimEnd();
        }
    }
}

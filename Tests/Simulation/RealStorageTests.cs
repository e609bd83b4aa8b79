using OrleansJobs.Simulation.Runs;
using OrleansJobs.Simulation.Store;
using Xunit;

namespace OrleansJobs.Tests.Simulation;

/// <summary>The same traffic against real SQLite, in processes that are killed.</summary>
public class RealStorageTests
{
    [Fact]
    public void Killed_processes_over_one_file_keep_every_promise()
    {
        var (code, output) = Run("--seed 1 --steps 40 --storage sqlite --kills 3 --trace");
        Assert.True(code == 0, output);
        Assert.Contains("ended with 137", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_answers_before_its_commit_is_found()
    {
        var (code, output) = Run($"--seed 2 --steps 40 --faults none --storage sqlite --kills 1 --plant {Plant.AnswersEarly} --checker no-job-lost");
        Assert.True(code == (int)RunOutcome.Wrong, output);
        Assert.Contains("no-job-lost: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("shortest", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Run(string line)
    {
        using var output = new StringWriter();
        return (SimulationProgram.Run(line.Split(' '), output, TimeProvider.System), output.ToString());
    }
}

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
        // How threads run decides whether a killed process had told of what was not there yet, and which promise is seen to be broken
        // first: a job is lost, or one that is runs beside its successor.
        var (_, output) = Enumerable.Range(2, 10)
            .Select(seed => Run($"--seed {seed} --steps 40 --faults none --storage sqlite --kills 2 --plant {Plant.AnswersEarly}"))
            .First(run => run.Code == (int)RunOutcome.Wrong);
        Assert.Matches("(no-job-lost|limits-hold): ", output);
        Assert.DoesNotContain("shortest", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Run(string line)
    {
        using var output = new StringWriter();
        return (SimulationProgram.Run(line.Split(' '), output, TimeProvider.System), output.ToString());
    }
}

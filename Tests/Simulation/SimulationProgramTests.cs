using OrleansJobs.Simulation.Runs;
using Xunit;

namespace OrleansJobs.Tests.Simulation;

/// <summary>What the command line prints, and with which code it ends.</summary>
public class SimulationProgramTests
{
    [Fact]
    public void A_run_prints_its_options_first_and_the_hash_of_its_trace_last()
    {
        var (code, lines) = Run("--seed 5 --steps 10 --faults crash,lost-message");
        Assert.Equal(0, code);
        Assert.Equal("--seed 5 --steps 10 --faults crash,lost-message", lines[0]);
        Assert.Matches("^trace [0-9a-f]{16}$", lines[^1]);
    }

    [Fact]
    public void A_failing_seed_prints_the_line_that_repeats_it()
    {
        var (code, lines) = Run("--seed 4 --plant ZooGuesses --checker zoo-answers-follow --faults none");
        Assert.Equal(1, code);
        Assert.Contains("replay: --seed 4 --steps 60 --faults none --plant ZooGuesses --checker zoo-answers-follow", lines);
        Assert.Contains(lines, line => line.StartsWith("Wrong: zoo-answers-follow: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Jobs_that_do_not_end_have_a_code_of_their_own()
    {
        var (code, _) = Run("--seeds 1..12 --plant PingsMissing --checker every-job-ends");
        Assert.Equal(3, code);
    }

    [Theory]
    [InlineData("--seed x")]
    [InlineData("--seeds 5..1")]
    [InlineData("--faults crash,storm")]
    [InlineData("--steps")]
    [InlineData("--checker other")]
    [InlineData("--what 1")]
    public void A_line_that_is_not_understood_gets_the_usage(string line)
    {
        var (code, lines) = Run(line);
        Assert.Equal(2, code);
        Assert.Contains(lines, text => text.Contains("--seeds <A..B>", StringComparison.Ordinal));
    }

    private static (int Code, string[] Lines) Run(string line)
    {
        using var output = new StringWriter();
        var code = SimulationProgram.Run(line.Split(' '), output, TimeProvider.System);
        return (code, output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }
}

using OrleansJobs.Grains.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>docs/job-lifecycle.md says what JobMachine does: no row too many, none too few.</summary>
public sealed class LifecycleTableTests
{
    [Fact]
    public void The_table_of_the_docs_is_what_the_machine_does()
    {
        var documented = Table().Order().ToList();
        Assert.Equal(Observed().Distinct().Order(), documented);
        Assert.Equal(documented.Distinct(), documented);
    }

    private static IEnumerable<string> Table() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "job-lifecycle.md"))
            .SkipWhile(line => !line.StartsWith("| phase | event", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1]} {cells[2]} {cells[3]}");

    private static IEnumerable<string> Observed() =>
        from job in Jobs()
        from happened in AllEvents()
        let next = JobMachine.Apply(job, happened, Now, Rules) switch
        {
            JobDecision.Change change => change.After.Phase.ToString(),
            JobDecision.Remove => "(none)",
            _ => null,
        }
        where next is not null
        select $"{job?.Phase.ToString() ?? "(none)"} {happened.GetType().Name} {next}";

    /// <summary>Jobs that reach every branch.</summary>
    private static IEnumerable<JobRecord?> Jobs() =>
    [
        null,
        Pending(),
        Waiting(ParentA),
        Waiting(ParentA, ParentB),
        Debounced(),
        Pending() with { ExpiresAt = Now },
        Pending() with { RunAt = Now.AddDays(1) },
        Running(),
        Running() with { Failures = 100 },
        Running() with { Crashes = 1 },
        Running() with { Crashes = 9, ProbationCrashes = 2, OnProbation = true },
        Offered(),
        Leased(),
        Leased() with { LeaseUntil = Now },
        Leased() with { LeaseUntil = Now, LostLeases = Rules.LostLeases - 1 },
        Leased() with { LeaseUntil = Now, Timeout = TimeSpan.Zero },
        Succeeded(),
        Failed(),
        Failed() with { PayloadExpired = true, Input = null },
        Cancelled(),
    ];
}

using OrleansJobs.Simulation.Runs;
using Xunit;

namespace OrleansJobs.Tests.Simulation;

/// <summary>Seeds that every change of the engine must survive.</summary>
public class SeedTests
{
    /// <summary>Seeds that found something, and what it was. Later changes of the simulation make other worlds of them.</summary>
    public static TheoryData<ulong, string> Regressions => new()
    {
        { 54, "a submit that waited longer for its slot than its caller started a job in an activation that was gone: nobody ran it" },
        { 348, "the tick that should run a started job was dropped with its ending activation" },
        { 9, "a queue's activation that another one had superseded, and that believed itself paused, never looked at the settings again" },
        { 37, "late news that a job held no slot freed the slot it had got since: one job too many ran" },
        { 335, "a start that came twice started the job again after a failure, without a slot" },
        { 115, "a suspect that ran elsewhere kept the probation of this process for ever" },
        { 749, "two starts with stale epochs in one batch refused each other for ever" },
        { 2481, "a rescue was judged by an old version of the row for ever" },
        { 2752, "a second submit under a key gave back the slot of the first" },
        { 1416, "lost starts filled a queue's window: it read it without a pause, and heard no ping" },
        { 1_050_895, "a refused start of an old version freed the slot that the queue had given to the next version: one job too many ran" },
        { 1_003_171, "news, seventeen seconds late, that a job waited, took the slot of its later version, and freed it" },
        { 1_050_287, "a start whose answer was lost, and whose row another activation then changed, was taken for another's: nobody ran it" },
        { 1_058_788, "a start that a slow clock had refused came again when the slot had gone to another job: one job too many ran" },
        { 1_053_884, "the same, right after the submit" },
        { 426_831, "news of a deleted job freed the slot that was reserved for the one made anew under its id: one job too many ran" },
        { 610_715, "who waited at the activation that ran a job was told for as long as it ran that it did, after another one had cancelled it" },
        { 1_510_505_917, "a failed read, told to a caller on another silo, could not be sent; nor did its call ever end" },
        { 344_892_234, "the end of a parent, told while its child was being stored, was forgotten by a silo whose clock was a minute ahead: the child waited for ever" },
        { 2_138_056_952, "a zoo query ended microseconds before its time, as timers cut to whole milliseconds" },
    };

    [Theory]
    [MemberData(nameof(Regressions))]
    public void What_was_found_once_stays_mended(ulong seed, string bug)
    {
        var result = SeedRun.Of(new RunSpec { Seed = seed });
        Assert.True(result.Outcome == RunOutcome.Right, $"Seed {seed} ({bug}): {result.Finding}");
    }

    [Fact]
    public void The_fixed_seeds_keep_every_promise()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var result = SeedRun.Of(new RunSpec { Seed = seed });
            Assert.True(result.Outcome == RunOutcome.Right, $"Seed {seed}: {result.Finding}");
        }
    }
}

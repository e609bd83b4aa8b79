using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs that do ended ones again.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(alone: true);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_replay_is_a_job_of_its_own_that_waits_for_nothing()
    {
        var parent = await _host.Submit(new JobSpec { Kind = "noop" });
        await _host.End(parent.Id);
        var job = await _host.Run(new JobSpec
        {
            Kind = "sleep",
            Input = Json.Parse("""{"duration":"PT0S"}"""),
            Queue = "q",
            Lane = "l",
            Cost = 2,
            Priority = 3,
            Tags = ["t"],
            Schedule = "nightly",
            After = [parent.Id],
            Timeout = TimeSpan.FromMinutes(1),
            Retry = new RetryRule { MaxAttempts = 9 },
        });
        var replay = await _host.Run(JobReplay.Of(job, null));
        Assert.Equal((job.Id, JobState.Succeeded), (replay.ReplayOf, replay.State));
        Assert.Equal((job.Kind, job.Queue, job.Lane, job.Cost, job.Priority, job.Timeout, job.Retry), (replay.Kind, replay.Queue, replay.Lane, replay.Cost, replay.Priority, replay.Timeout, replay.Retry));
        Assert.Equal(job.Tags, replay.Tags.AsEnumerable());
        Assert.Equal(job.Input!.ToString(), replay.Input!.ToString());
        Assert.Equal((null, null, null), (replay.Schedule, replay.Parents, replay.Batch));
        Assert.Equal(job with { Attempts = [], Tags = [], Parents = null }, (await _host.End(job.Id)) with { Attempts = [], Tags = [], Parents = null });
    }

    [Fact]
    public async Task Two_replays_under_one_key_are_one_job_and_another_input_is_another_request()
    {
        var job = await _host.Run(new JobSpec { Kind = "sleep", Input = Json.Parse("""{"duration":"PT0S"}""") });
        var keyed = JobReplay.Of(job, null) with { Keyed = true };
        var id = JobId.FromKey(keyed.Tenant, "again");
        var first = await _host.Submit(keyed, id);
        var second = Assert.IsType<SubmitResult.Existing>(await _host.Grains.GetGrain<IJobGrain>(id).Submit(keyed));
        Assert.Equal(first.Id, second.Job.Id);
        Assert.IsType<SubmitResult.KeyReused>(await _host.Grains.GetGrain<IJobGrain>(id).Submit(keyed with { Input = Json.Parse("""{"duration":"PT1S"}""") }));
        Assert.IsType<SubmitResult.KeyReused>(await _host.Grains.GetGrain<IJobGrain>(id).Submit(keyed with { ReplayOf = null }));
    }

    [Fact]
    public async Task A_new_input_is_checked_by_the_kind()
    {
        var job = await _host.Run(new JobSpec { Kind = "sleep", Input = Json.Parse("""{"duration":"PT0S"}""") });
        var result = await _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(JobReplay.Of(job, Json.Parse("""{"duration":5}""")));
        Assert.Equal("input", Assert.IsType<SubmitResult.Invalid>(result).Errors.Single().Field);
        Assert.Equal("noop", (await _host.Run(JobReplay.Of(await _host.Run(new JobSpec { Kind = "noop" }), null))).Kind);
    }
}

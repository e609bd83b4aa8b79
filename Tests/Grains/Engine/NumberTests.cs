using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs of a numbered kind on a running host.</summary>
public sealed class NumberTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(_store, services =>
    {
        services.AddSingleton(_gate);
        services.AddJob<GateJob>("counted", new JobKindOptions { Numbered = true, Retry = new RetryRule { MaxAttempts = 1 } });
    });

    public async Task DisposeAsync()
    {
        _gate.Open();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_answer_to_a_submit_has_the_number_whether_the_job_starts_or_waits()
    {
        Assert.Equal(1, (await _host.Submit(new JobSpec { Kind = "counted" })).Number);
        Assert.Equal(2, (await _host.Submit(new JobSpec { Kind = "counted", Delay = TimeSpan.FromHours(1) })).Number);
        Assert.Null((await _host.Submit(new JobSpec { Kind = "noop" })).Number);
    }

    [Fact]
    public async Task A_repeated_submit_answers_the_same_number()
    {
        var spec = new JobSpec { Kind = "counted", Keyed = true };
        var grain = _host.Grains.GetGrain<IJobGrain>(JobId.FromKey("default", "k"));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Submit(spec)));
        Assert.Equal(1, Assert.Single(results.OfType<SubmitResult.Accepted>()).Job.Number);
        Assert.All(results.OfType<SubmitResult.Existing>(), result => Assert.Equal(1, result.Job.Number));
    }

    [Fact]
    public async Task A_submit_whose_answer_was_lost_learns_its_number_from_the_row()
    {
        var lost = 0;
        _store.AfterWrite = write => write.Before is null && Interlocked.Increment(ref lost) == 1
            ? throw new StoreException("connection lost", outcomeUnknown: true)
            : Task.CompletedTask;
        Assert.Equal(1, (await _host.Submit(new JobSpec { Kind = "counted" })).Number);
        Assert.Single(_store.Rows);
    }

    [Fact]
    public async Task A_job_keeps_its_number_to_its_end_and_is_found_by_it()
    {
        var job = await _host.Submit(new JobSpec { Kind = "counted" });
        await _gate.WaitForEntry();
        var reader = _host.Grains.GetGrain<IJobQueryGrain>(0);
        Assert.Equal(1, await reader.CountUnfinishedNumbered());
        _gate.Open("seen");
        Assert.Equal(1, (await _host.End(job.Id)).Number);
        Assert.Equal((job.Id, "\"seen\""), ((await reader.GetByNumber(1))!.Id, (await reader.GetByNumber(1))!.Result!.ToString()));
        Assert.Equal(new NumberedJob { Number = 1, State = JobState.Succeeded }, Assert.Single(await reader.ListNumbered(0, 10)));
        Assert.Equal(0, await reader.CountUnfinishedNumbered());
        Assert.Null(await reader.GetByNumber(2));
    }

    [Fact]
    public async Task The_message_of_an_error_is_kept_as_the_handler_gave_it()
    {
        _gate.Fail(new NonRetryableException("No data"));
        var job = await _host.Run(new JobSpec { Kind = "counted" });
        Assert.Equal((JobState.Failed, "No data"), (job.State, job.Error!.Message));
    }
}

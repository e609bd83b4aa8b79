using System.Xml;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Two things happen to one job at once: one of them wins, and everybody is told the same.</summary>
public sealed class RaceTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(
        configure: services => services.AddSingleton(_gate).AddJob<GateJob>("gate"));

    public async Task DisposeAsync()
    {
        _gate.Open();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Of_many_cancels_at_once_one_is_recorded()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate" });
        await _gate.WaitForEntry();
        var grain = _host.Grains.GetGrain<IJobGrain>(job.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(n => grain.Cancel($"{n}")));

        Assert.Single(answers.OfType<ChangeResult.Changed>());
        Assert.Equal(31, answers.OfType<ChangeResult.Conflict>().Count());
        var ended = await _host.End(job.Id);
        Assert.Equal((JobState.Cancelled, AttemptOutcome.Cancelled), (ended.State, Assert.Single(ended.Attempts).Outcome));
    }

    [Fact]
    public async Task A_cancel_against_a_completion_ends_as_whichever_was_first()
    {
        var jobs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _host.Submit(new JobSpec { Kind = "gate" })));
        await _gate.WaitForEntry(jobs.Length);
        var cancels = jobs.Select(job => _host.Grains.GetGrain<IJobGrain>(job.Id).Cancel("enough")).ToList();
        _gate.Open("done");

        foreach (var (job, answer) in jobs.Zip(await Task.WhenAll(cancels)))
        {
            var ended = await _host.End(job.Id);
            var cancelled = answer is ChangeResult.Changed;
            Assert.Equal(cancelled ? JobState.Cancelled : JobState.Succeeded, ended.State);
            Assert.Equal(cancelled ? AttemptOutcome.Cancelled : AttemptOutcome.Succeeded, Assert.Single(ended.Attempts).Outcome);
            Assert.Equal(cancelled, ended.Result is null);
        }
    }

    [Theory]
    [InlineData(JobState.Scheduled, "PT1H")]
    [InlineData(JobState.Running, "PT0S")]
    public async Task Whoever_waits_is_told_of_an_end_that_another_activation_recorded(JobState state, string delay)
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate", Delay = XmlConvert.ToTimeSpan(delay) });
        var grain = _host.Grains.GetGrain<IJobGrain>(job.Id);
        Assert.Equal(state, (await grain.WaitForEnd(TimeSpan.Zero))!.State);
        var waiting = grain.WaitForEnd(TimeSpan.FromSeconds(10));
        var row = _host.Store.Rows.Single(row => row.Id == job.Id);
        _host.Store.Put(row with { Phase = JobPhase.Cancelled, Token = null, EndedAt = row.CreatedAt, Version = row.Version + 1 });
        Assert.Equal(JobState.Cancelled, (await waiting)!.State);
        Assert.Equal(JobState.Cancelled, (await grain.WaitForEnd(TimeSpan.Zero))!.State);
    }

    [Fact]
    public async Task A_time_in_the_past_is_now()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate", RunAt = DateTimeOffset.UnixEpoch });
        Assert.Equal(JobState.Running, job.State);
        _gate.Open();
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }
}

using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using OrleansJobs.Zoo;
using Xunit;

namespace OrleansJobs.Tests.Grains.Zoo;

/// <summary>Animals on a running host.</summary>
public sealed class AnimalGrainTests : IAsyncLifetime
{
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await StartHost(delay: TimeSpan.Zero);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_query_ends_with_a_sentence_which_the_animal_remembers()
    {
        var job = await _host.End(await Ask());
        Assert.Equal("zoo.query", job.Kind);
        var status = await Bisons.GetStatus();
        Assert.Equal($"\"{status!.LastStatus}\"", job.Result!.ToString());
        Assert.Equal((0, 1L), (status.QueriesUnderWay, status.QueriesTotal));
    }

    [Fact]
    public async Task Telling_it_twice_changes_nothing()
    {
        var id = await Ask();
        await _host.End(id);
        var before = await Bisons.GetStatus();
        await Bisons.Seen(id, before!.LastStatus!, before.SeenAt!.Value);
        Assert.Equal(before, await Bisons.GetStatus());
    }

    [Fact]
    public async Task An_animal_that_the_zoo_does_not_have_starts_nothing()
    {
        var dragons = _host.Grains.GetGrain<IAnimalGrain>("dragons");
        Assert.Null(await dragons.StartQuery(null));
        Assert.Null(await dragons.GetStatus());
        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task Queries_under_way_are_counted_from_the_jobs_also_after_a_restart()
    {
        await Restart(delay: TimeSpan.FromHours(1));
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ask()));
        Assert.Equal(20, (await Bisons.GetStatus())!.QueriesUnderWay);
        await Restart(delay: TimeSpan.FromHours(1));
        Assert.Equal(20, (await Bisons.GetStatus())!.QueriesUnderWay);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_query_over_its_time_that_was_cancelled_is_not_under_way()
    {
        _store.Put(Jobs.JobSamples.Cancelled() with { Kind = "zoo.query", Queue = "zoo", Tags = ["bisons"] });
        _store.Put(Jobs.JobSamples.Pending() with { Id = Guid.NewGuid(), Kind = "zoo.query", Queue = "zoo", Tags = ["bisons"], RunAt = DateTimeOffset.MaxValue });
        Assert.Equal(1, (await Bisons.GetStatus())!.QueriesUnderWay);
        await _host.Grains.GetGrain<IJobGrain>(_store.Rows[1].Id).Cancel(null);
        Assert.Equal(0, (await Bisons.GetStatus())!.QueriesUnderWay);
    }

    private IAnimalGrain Bisons => _host.Grains.GetGrain<IAnimalGrain>("bisons");

    private async Task<Guid> Ask() => Assert.IsType<SubmitResult.Accepted>(await Bisons.StartQuery(null)).Job.Id;

    private async Task Restart(TimeSpan delay)
    {
        await _host.DisposeAsync();
        _host = await StartHost(delay);
    }

    private Task<EngineHost> StartHost(TimeSpan delay) => EngineHost.Start(_store, services =>
    {
        services.AddZoo();
        services.Configure<ZooOptions>(zoo => (zoo.MinDelay, zoo.MaxDelay) = (delay, delay));
    });
}

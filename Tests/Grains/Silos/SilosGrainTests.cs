using OrleansJobs.Jobs;
using OrleansJobs.Silos;
using OrleansJobs.Tests.Hosting;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Silos;

/// <summary>What the silos tell of themselves.</summary>
public sealed class SilosGrainTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Every_silo_is_active_and_has_a_name()
    {
        var silos = await _host.Grains.GetGrain<ISilosGrain>(0).GetSilos();
        Assert.Equal(TestSilo.Silos, silos.Length);
        Assert.Equal(silos.Length, silos.Select(silo => silo.Name).Distinct().Count());
        Assert.All(silos, silo =>
        {
            Assert.NotEqual("", silo.Name);
            Assert.Equal("active", silo.Status);
            Assert.InRange(silo.StartedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        });
        Assert.InRange(silos.Sum(silo => silo.Activations), 1, int.MaxValue);
    }

    [Fact]
    public async Task Activations_are_counted_by_class()
    {
        await _host.Run(new JobSpec { Kind = "noop" });
        var grains = await _host.Grains.GetGrain<ISilosGrain>(0).GetGrains();
        Assert.Equal(1, grains.Single(grain => grain.Grain == "OrleansJobs.Grains.Queues.QueueGrain").Activations);
        Assert.Equal(grains.Select(grain => grain.Grain).Order(StringComparer.Ordinal), grains.Select(grain => grain.Grain));
    }
}

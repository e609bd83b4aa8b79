using OrleansJobs.Jobs;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silos;
using OrleansJobs.Tests.Hosting;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Silos;

/// <summary>What the host of this build tells of itself; the same on either.</summary>
public sealed class SilosGrainTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(configure: services => services.AddSilos());

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
    public async Task Calls_are_counted_by_class_and_method()
    {
        for (var n = 0; n < 3; n++) await _host.Run(new JobSpec { Kind = "noop" });
        var grains = await _host.Grains.GetGrain<ISilosGrain>(0).GetGrains();
        var jobs = grains.Single(grain => grain.Grain == "OrleansJobs.Grains.Jobs.JobGrain");
        // Each lets itself go as soon as its job has ended.
        Assert.InRange(jobs.Activations, 0, 3);
        var submit = jobs.Methods.Single(method => method.Method == nameof(IJobGrain.Submit));
        Assert.Equal((typeof(IJobGrain).FullName, 3, 0), (submit.Interface, submit.Calls, submit.Failures));
        Assert.True(submit.MeanTime > TimeSpan.Zero && submit.LongestTime >= submit.MeanTime);
    }
}

using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Silo.Embedded;
using Xunit;

namespace OrleansJobs.Tests.SiloEmbedded;

public class StatisticsTests
{
    internal interface ICountedGrain : IGrainWithStringKey
    {
        Task Work(string gate);

        Task Fail();
    }

    [Fact]
    public void Calls_failures_and_times_are_counted_by_class_and_method()
    {
        using var host = TestHost.Start<CountedGrain>();
        var grain = host.Grains.GetGrain<ICountedGrain>("x");
        host.Begin(() => grain.Work("a"));
        host.Begin(() => host.Grains.GetGrain<ICountedGrain>("y").Work("a"));
        host.Advance(3);
        host.Seen.Open("a");
        host.Run();
        host.Run(() => grain.Work("a"));
        Assert.Throws<NotSupportedException>(() => host.Run(grain.Fail));

        var counted = host.Services.GetRequiredService<IGrainStatistics>().Snapshot().Single(c => c.GrainType == "counted");
        Assert.Equal((typeof(CountedGrain).FullName, 2), (counted.ClassName, counted.Activations));
        Assert.Equal(
            [
                new GrainMethodStatistics(typeof(ICountedGrain).FullName!, "Fail", 1, 1, TimeSpan.Zero, TimeSpan.Zero),
                new GrainMethodStatistics(typeof(ICountedGrain).FullName!, "Work", 3, 0, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3)),
            ],
            counted.Methods);
    }

    [Fact]
    public void The_management_grain_counts_activations()
    {
        using var host = TestHost.Start<CountedGrain>();
        host.Seen.Open("a");
        host.Run(() => host.Grains.GetGrain<ICountedGrain>("x").Work("a"));
        var counts = host.Run(() => host.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics());
        var assembly = typeof(CountedGrain).Assembly.GetName().Name;
        Assert.Equal(1, counts.Single(c => c.GrainType == $"{typeof(CountedGrain).FullName},{assembly}").ActivationCount);
        Assert.Equal(2, host.Run(() => host.Grains.GetGrain<IManagementGrain>(0).GetTotalActivationCount()));
    }

    internal sealed class CountedGrain(Seen seen) : Grain, ICountedGrain
    {
        public Task Work(string gate) => seen.Pass(gate);

        public Task Fail() => throw new NotSupportedException();
    }
}

using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Workers;

/// <summary>How many kinds can be registered.</summary>
public sealed class OutsideKindLimitTests
{
    [Fact]
    public async Task One_too_many_is_refused_until_another_is_removed_and_known_ones_can_be_replaced()
    {
        await using var host = await EngineHost.Start(configure: services => services.Configure<LimitOptions>(limits => limits.Kinds = 2));
        var kinds = host.Grains.GetGrain<IKindsGrain>(0);
        await Changed("a");
        await Changed("b");
        var refused = Assert.IsType<KindResult.Invalid>(await kinds.Put(new OutsideKind { Name = "c" }));
        Assert.Contains("2", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        await Changed("b");
        await kinds.Remove("a");
        await Changed("c");

        async Task Changed(string name) => Assert.IsType<KindResult.Changed>(await kinds.Put(new OutsideKind { Name = name }));
    }
}

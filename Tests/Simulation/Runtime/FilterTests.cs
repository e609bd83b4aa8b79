using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class FilterTests
{
    internal interface IFilteredGrain : IGrainWithStringKey
    {
        Task<int> Number(int n);

        Task<int> NumberOf(string other, int n);

        ValueTask Fail();

        Task StartTimer();
    }

    [Fact]
    public void Filters_run_in_order_of_registration_and_the_grains_own_last()
    {
        using var host = Start();
        Assert.Equal(42, host.Run(() => host.Grains.GetGrain<IFilteredGrain>("x").Number(21)));
        Assert.Equal(
            ["first sees Number", "second sees Number", "own sees Number", "method", "own: 42", "second: 42", "first: 42"],
            host.Seen.All);
    }

    [Fact]
    public void A_filter_may_replace_the_result_or_answer_itself()
    {
        using var host = Start();
        var grain = host.Grains.GetGrain<IFilteredGrain>("x");
        Assert.Equal(-1, host.Run(() => host.Grains.GetGrain<IFilteredGrain>("answered").Number(1)));
        Assert.DoesNotContain("method", host.Seen.All);
        Assert.Equal(7, host.Run(() => grain.Number(1000)));
    }

    [Fact]
    public void An_exception_passes_through_filters_as_thrown()
    {
        using var host = Start();
        Assert.Throws<NotSupportedException>(() => host.Run(async () => await host.Grains.GetGrain<IFilteredGrain>("x").Fail()));
        Assert.Contains("second caught NotSupportedException", host.Seen.All);
    }

    [Fact]
    public void Filters_see_who_calls_whom_by_what()
    {
        using var host = Start();
        host.Run(() => host.Grains.GetGrain<IFilteredGrain>("x").NumberOf("y", 1));
        Assert.Contains("from sys.client/hosted-embedded to filtered/x FilteredGrain.NumberOf", host.Seen.All);
        Assert.Contains("from filtered/x to filtered/y FilteredGrain.Number", host.Seen.All);
        Assert.Contains(typeof(IFilteredGrain).FullName!, host.Seen.All);
    }

    [Fact]
    public void Filters_see_timer_ticks()
    {
        using var host = Start();
        host.Run(() => host.Grains.GetGrain<IFilteredGrain>("x").StartTimer());
        Assert.Contains("first sees InvokeCallbackAsync", host.Seen.All);
        Assert.Contains("tick", host.Seen.All);
    }

    private static TestHost Start() => TestHost.Start<FilteredGrain>(services: s => s
        .AddIncomingGrainCallFilter<FirstFilter>()
        .AddIncomingGrainCallFilter<SecondFilter>());

    internal sealed class FirstFilter(Seen seen) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            seen.Add($"first sees {context.MethodName}");
            if (context.MethodName is "Fail" or "NumberOf" || context.TargetId.Key.ToString() == "y")
                seen.Add($"from {context.SourceId} to {context.TargetId} {context.Grain.GetType().Name}.{context.ImplementationMethod.Name}");
            if (context.MethodName == "NumberOf")
                seen.Add(context.InterfaceName);
            await context.Invoke();
            seen.Add($"first: {context.Result}");
            if (context.Result is 2000)
                context.Result = 7;
        }
    }

    internal sealed class SecondFilter(Seen seen) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            seen.Add($"second sees {context.InterfaceMethod.Name}");
            try
            {
                await context.Invoke();
                seen.Add($"second: {context.Result}");
            }
            catch (NotSupportedException exception)
            {
                seen.Add($"second caught {exception.GetType().Name}");
                throw;
            }
        }
    }

    internal sealed class FilteredGrain(Seen seen) : Grain, IFilteredGrain, IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            seen.Add($"own sees {context.MethodName}");
            Assert.Same(this, context.TargetContext.GrainInstance);
            if (this.GetPrimaryKeyString() == "answered")
                context.Result = -1;
            else
                await context.Invoke();
            seen.Add($"own: {context.Result}");
        }

        public Task<int> Number(int n)
        {
            seen.Add("method");
            return Task.FromResult(2 * n);
        }

        public Task<int> NumberOf(string other, int n) => GrainFactory.GetGrain<IFilteredGrain>(other).Number(n);

        public async ValueTask Fail()
        {
            await Task.Yield();
            throw new NotSupportedException();
        }

        public Task StartTimer()
        {
            this.RegisterGrainTimer(
                () =>
                {
                    seen.Add("tick");
                    return Task.CompletedTask;
                },
                TimeSpan.Zero,
                Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }
    }
}

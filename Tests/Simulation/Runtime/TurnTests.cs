using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class TurnTests
{
    internal interface ITurnGrain : IGrainWithStringKey
    {
        Task<bool> StaysOnItsScheduler();

        Task<string[]> OffTurn();

        Task<int> AddSlowly();

        [AlwaysInterleave]
        Task<int> Overlap();

        Task<string?> Flowing();
    }

    private static readonly AsyncLocal<string?> Flow = new();

    [Fact]
    public void An_await_comes_back_to_the_activation()
    {
        using var host = TestHost.Start<TurnGrain>();
        var call = host.Begin(() => host.Grains.GetGrain<ITurnGrain>("a").StaysOnItsScheduler());
        host.Seen.Open("gate");
        host.Run();
        Assert.True(TestHost.Result(call));
    }

    [Fact]
    public void What_belongs_to_turns_refuses_to_work_outside_of_them()
    {
        using var host = TestHost.Start<TurnGrain>();
        Assert.Equal(
            ["GrainFactory InvalidOperationException", "RegisterGrainTimer InvalidOperationException", "key a", "DelayDeactivation"],
            host.Run(() => host.Grains.GetGrain<ITurnGrain>("a").OffTurn()));
    }

    [Fact]
    public async Task Turns_of_one_activation_never_run_at_once_on_the_thread_pool()
    {
        var services = new ServiceCollection().AddSingleton(new Seen());
        services.AddEmbeddedSilo(o => o.GrainClasses.Add(typeof(TurnGrain)));
        await using var provider = services.BuildServiceProvider();
        var silo = provider.GetRequiredService<EmbeddedSilo>();
        await silo.StartAsync(default);
        var grain = silo.Grains.GetGrain<ITurnGrain>("a");
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => Task.Run(grain.Overlap)));
        Assert.Equal(0, overlaps.Sum());
        var sums = await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => Task.Run(grain.AddSlowly)));
        Assert.Equal(2000, sums.Distinct().Count());
        await silo.StopAsync(default);
    }

    [Fact]
    public void Nothing_of_the_callers_execution_context_flows_into_the_grain()
    {
        using var host = TestHost.Start<TurnGrain>();
        var seen = host.Run(() =>
        {
            Flow.Value = "of the caller";
            return host.Grains.GetGrain<ITurnGrain>("a").Flowing();
        });
        Assert.Equal("activation: , call: ", seen);
    }

    [Fact]
    public void Inside_a_turn_a_client_scheduler_keeps_ordinary_code_on_the_executor()
    {
        using var host = TestHost.Start<TurnGrain>();
        var thread = Environment.CurrentManagedThreadId;
        var seen = host.Run(async () =>
        {
            await host.Grains.GetGrain<ITurnGrain>("a").AddSlowly();
            return Environment.CurrentManagedThreadId;
        });
        Assert.Equal(thread, seen);
    }

    internal sealed class TurnGrain(Seen seen) : Grain, ITurnGrain
    {
        private int _sum;
        private int _inTurn;
        private string? _flowAtActivation;

        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            _flowAtActivation = Flow.Value;
            return Task.CompletedTask;
        }

        public Task<string?> Flowing() => Task.FromResult<string?>($"activation: {_flowAtActivation}, call: {Flow.Value}");

        /// <summary>How many other turns have run during its own.</summary>
        public async Task<int> Overlap()
        {
            var overlaps = 0;
            for (var turn = 0; turn < 5; turn++)
            {
                overlaps += Interlocked.Increment(ref _inTurn) - 1;
                Thread.SpinWait(50);
                Interlocked.Decrement(ref _inTurn);
                await Task.Yield();
            }
            return overlaps;
        }

        public async Task<bool> StaysOnItsScheduler()
        {
            var before = TaskScheduler.Current;
            await seen.Opened("gate");
            var after = TaskScheduler.Current;
            await Task.Yield();
            return before is TurnScheduler && before == after && before == TaskScheduler.Current
                && SynchronizationContext.Current is null;
        }

        public async Task<string[]> OffTurn()
        {
            var seenOutside = new List<string>();
            await Task.Factory.StartNew(
                () =>
                {
                    Try("GrainFactory", () => _ = GrainFactory);
                    Try("RegisterGrainTimer", () => this.RegisterGrainTimer(() => Task.CompletedTask, TimeSpan.Zero, TimeSpan.Zero));
                    Try("key " + this.GetPrimaryKeyString(), () => { });
                    Try("DelayDeactivation", () => DelayDeactivation(TimeSpan.FromSeconds(1)));
                },
                CancellationToken.None,
                TaskCreationOptions.None,
                new TurnScheduler(ServiceProvider.GetRequiredService<ITurnExecutor>()));
            return [.. seenOutside];

            void Try(string name, Action action)
            {
                try
                {
                    action();
                    seenOutside.Add(name);
                }
                catch (Exception exception)
                {
                    seenOutside.Add($"{name} {exception.GetType().Name}");
                }
            }
        }

        public async Task<int> AddSlowly()
        {
            var read = _sum;
            await Task.Yield();
            _sum = read + 1;
            return _sum;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Silo.Embedded;
using Xunit;

namespace OrleansJobs.Tests.SiloEmbedded;

public class TurnTests
{
    internal interface ITurnGrain : IGrainWithStringKey
    {
        Task<bool> StaysOnItsScheduler();

        Task<string[]> OffTurn();

        Task<int> AddSlowly();
    }

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
        var sums = await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => Task.Run(grain.AddSlowly)));
        Assert.Equal(2000, sums.Max());
        Assert.Equal(2000, sums.Distinct().Count());
        await silo.StopAsync(default);
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

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class SiloTests
{
    internal interface IHostedGrain : IGrainWithStringKey
    {
        Task Call();

        Task Hold(string gate);

        Task Tick(string gate);

        Task CallWhenEnding(string other);
    }

    [Fact]
    public void Stages_start_upwards_and_stop_downwards_and_grains_end_below_Active()
    {
        using var host = Start();
        host.Run(() => Grain(host).Call());
        host.Stop();
        Assert.Equal(
            [
                "start 10000", "start 20000", "called by start hook", "called",
                "stop 20000", "called by stop hook", "deactivate ShuttingDown", "stop 10000",
            ],
            host.Seen.All);
    }

    [Fact]
    public void Before_the_start_and_after_the_stop_calls_fail()
    {
        using var host = new TestHost([typeof(HostedGrain)]);
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
        host.Started();
        host.Run(() => Grain(host).Call());
        host.Stop();
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
    }

    [Fact]
    public void While_grains_are_deactivated_calls_reach_active_grains_but_activate_none()
    {
        using var host = new TestHost([typeof(HostedGrain)]).Started();
        host.Run(() => Grain(host).CallWhenEnding("new"));
        host.Stop();
        Assert.Contains("ending call failed SiloUnavailableException", host.Seen.All);
        Assert.DoesNotContain("called", host.Seen.All);
    }

    [Fact]
    public void A_stop_hook_at_Active_can_end_what_a_tick_waits_for()
    {
        using var host = Start(hook => hook.OpensOnStop = "tick");
        host.Run(() => Grain(host).Tick("tick"));
        host.Stop();
        Assert.Equal(
            ["tick in", "stop 20000", "tick out", "deactivate ShuttingDown"],
            host.Seen.All.Where(e => e is "tick in" or "stop 20000" or "tick out" or "deactivate ShuttingDown"));
    }

    [Fact]
    public void A_stop_waits_for_a_running_tick_as_long_as_it_is_given_time()
    {
        using var host = new TestHost([typeof(HostedGrain)]).Started();
        using var patience = new CancellationTokenSource();
        host.Run(() => Grain(host).Tick("tick"));
        var stop = host.Begin(() => host.Silo.StopAsync(patience.Token));
        host.Advance(25);
        Assert.False(stop.IsCompleted);
        patience.Cancel();
        host.Run();
        Assert.True(stop.IsCompletedSuccessfully);
        Assert.Equal(["tick in"], host.Seen.All); // OnDeactivateAsync did not run
    }

    [Fact]
    public void A_killed_silo_runs_no_further_turn()
    {
        using var host = Start();
        host.Seen.Clear();
        var call = host.Begin(() => Grain(host).Hold("a"));
        host.Run(() => host.Grains.GetGrain<IHostedGrain>("y").Tick("b"));
        host.Silo.Kill();
        host.Seen.Open("a");
        host.Seen.Open("b");
        host.Advance(100);
        Assert.Equal(["a in", "b in"], host.Seen.All);
        Assert.IsType<SiloUnavailableException>(call.Exception!.InnerException);
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
    }

    [Fact]
    public void A_start_that_fails_stops_what_had_started()
    {
        using var host = Start(hook => hook.FailsOnStart = true, start: false);
        Assert.Throws<NotSupportedException>(() => host.Started());
        Assert.Contains("stop 10000", host.Seen.All);
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
    }

    [Fact]
    public void All_wrong_options_are_named_at_once()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => new TestHost(
            [],
            o =>
            {
                o.SiloName = "";
                o.MailboxLimit = 0;
                o.ResponseTimeout = TimeSpan.Zero;
                o.CollectionAge = o.CollectionQuantum;
                o.ClassSpecificCollectionAge["x"] = TimeSpan.FromMilliseconds(1);
            }));
        Assert.Equal(5, failure.Failures.Count());
    }

    [Fact]
    public void Two_classes_of_one_name_are_refused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new TestHost([typeof(HostedGrain), typeof(Other.HostedGrain)]));
        Assert.Contains("[GrainType]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_brings_its_grain_classes()
    {
        using var host = new TestHost([], o => o.GrainAssemblies.Add(typeof(ManagementGrain).Assembly)).Started();
        Assert.Equal(1, host.Run(() => host.Grains.GetGrain<IManagementGrain>(0).GetTotalActivationCount()));
        Assert.Same(host.Grains, host.Services.GetRequiredService<IGrainFactory>());
        Assert.Same(host.Services.GetRequiredService<IClusterClient>(), host.Grains);
    }

    private static TestHost Start(Action<Hook>? configure = null, bool start = true)
    {
        var host = new TestHost(
            [typeof(HostedGrain)],
            services: s => s.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(p =>
            {
                var hook = new Hook(p.GetRequiredService<Seen>(), p.GetRequiredService<IGrainFactory>());
                configure?.Invoke(hook);
                return hook;
            }));
        return start ? host.Started() : host;
    }

    private static IHostedGrain Grain(TestHost host) => host.Grains.GetGrain<IHostedGrain>("x");

    internal sealed class Hook(Seen seen, IGrainFactory grains) : ILifecycleParticipant<ISiloLifecycle>
    {
        public string? OpensOnStop { get; set; }

        public bool FailsOnStart { get; set; }

        public void Participate(ISiloLifecycle lifecycle)
        {
            lifecycle.Subscribe<Hook>(ServiceLifecycleStage.Active, _ => Enter("start"), _ => Enter("stop"));
            lifecycle.Subscribe<Hook>(ServiceLifecycleStage.ApplicationServices, _ => See("start 10000"), _ => See("stop 10000"));
        }

        private async Task Enter(string what)
        {
            await See($"{what} 20000");
            if (OpensOnStop is not null && what == "stop")
                seen.Open(OpensOnStop);
            if (FailsOnStart)
                throw new NotSupportedException();
            await grains.GetGrain<IHostedGrain>("hook").Call();
            seen.Add($"called by {what} hook");
        }

        private Task See(string what)
        {
            seen.Add(what);
            return Task.CompletedTask;
        }
    }

    internal sealed class HostedGrain(Seen seen, IGrainFactory grains) : Grain, IHostedGrain
    {
        private string? _callWhenEnding;

        public Task Call()
        {
            if (this.GetPrimaryKeyString() != "hook")
                seen.Add("called");
            return Task.CompletedTask;
        }

        public Task Hold(string gate) => seen.Pass(gate);

        public Task Tick(string gate)
        {
            this.RegisterGrainTimer(() => seen.Pass(gate), TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public Task CallWhenEnding(string other)
        {
            _callWhenEnding = other;
            return Task.CompletedTask;
        }

        public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            if (this.GetPrimaryKeyString() == "hook")
                return;
            seen.Add($"deactivate {reason.ReasonCode}");
            if (_callWhenEnding is null)
                return;
            try
            {
                await grains.GetGrain<IHostedGrain>(_callWhenEnding).Call();
            }
            catch (OrleansException exception)
            {
                seen.Add($"ending call failed {exception.GetType().Name}");
            }
        }
    }

    internal static class Other
    {
        internal sealed class HostedGrain : Grain, IHostedGrain
        {
            public Task Call() => Task.CompletedTask;

            public Task Hold(string gate) => Task.CompletedTask;

            public Task Tick(string gate) => Task.CompletedTask;

            public Task CallWhenEnding(string other) => Task.CompletedTask;
        }
    }
}

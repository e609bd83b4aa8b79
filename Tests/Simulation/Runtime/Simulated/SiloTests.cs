using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>How a simulated silo starts, stops and dies.</summary>
public class SiloTests
{
    [Fact]
    public void Stages_start_upwards_and_stop_downwards_and_grains_end_below_Active()
    {
        using var host = Start();
        host.Run(() => Grain(host).Call());
        host.Stop();
        Assert.Equal(
            ["start 10000", "start 20000", "called by start", "call", "stop 20000", "called by stop", "deactivate", "stop 10000"],
            host.Seen.All);
    }

    [Fact]
    public void Before_the_start_and_after_the_stop_calls_fail()
    {
        using var host = new TestHost();
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
        host.Started();
        host.Run(() => Grain(host).Call());
        host.Stop();
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
    }

    [Fact]
    public void A_stopping_silo_cancels_activations()
    {
        using var host = TestHost.Start();
        var call = host.Begin(() => host.Grain<IStartGrain>(typeof(PatientGrain)).Call());
        Assert.False(call.IsCompleted);
        host.Stop();
        Assert.IsType<SiloUnavailableException>(call.Exception!.InnerException);
    }

    [Fact]
    public void A_stop_hook_at_Active_can_end_what_a_tick_waits_for()
    {
        using var host = Start(hook => hook.OpensOnStop = "t");
        host.Run(() => host.Grain<ITimedGrain>().Start("t", TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        host.Machine.Go();
        host.Stop();
        Assert.Equal(["t in", "t out", "deactivate"], host.Seen.All.Where(entry => entry is "t in" or "t out" or "deactivate"));
    }

    [Fact]
    public void A_stop_waits_for_a_running_tick_as_long_as_it_is_given_time()
    {
        using var host = TestHost.Start();
        using var patience = new CancellationTokenSource();
        host.Run(() => host.Grain<ITimedGrain>().Start("t", TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        host.Machine.Go();
        var stop = host.Begin(() => host.Silo.StopAsync(patience.Token));
        host.Advance(25);
        Assert.False(stop.IsCompleted);
        patience.Cancel();
        host.Machine.Go();
        Assert.True(stop.IsCompleted);
        Assert.Equal(["t in"], host.Seen.All); // OnDeactivateAsync did not run
    }

    [Fact]
    public void A_killed_silo_runs_no_further_turn()
    {
        using var host = TestHost.Start();
        var call = host.Begin(() => host.Grain<ITimedGrain>().Hold("a"));
        host.Silo.Kill();
        host.Open("a");
        host.Advance(100);
        Assert.Equal(["a in"], host.Seen.All);
        Assert.IsType<SiloUnavailableException>(call.Exception!.InnerException);
        Assert.Throws<SiloUnavailableException>(() => host.Run(() => Grain(host).Call()));
    }

    [Fact]
    public void Whatever_fails_is_told_to_a_watch()
    {
        var watch = new Watch();
        using var host = TestHost.Start(services => services.AddSingleton<IFailureWatch>(watch));
        Assert.Throws<InvalidOperationException>(() => host.Run(() => host.Grain<IStartGrain>(typeof(UnmakeableGrain)).Call()));
        host.Run(() => host.Grain<IPlainGrain>().NotifyBadly());
        host.Machine.Go();
        Assert.Equal(
            ["the activation of unmakeable/x", "IStartGrain.Call on unmakeable/x", "IPlainGrain.NotifyBadly on plain/x"], watch.Failures);
        using var unstartable = new TestHost(services => AddHook(services, hook => hook.FailsOnStart = true).AddSingleton<IFailureWatch>(watch));
        Assert.Throws<NotSupportedException>(() => unstartable.Started());
        Assert.Equal("the start of silo", watch.Failures[^1]);
    }

    private static TestHost Start(Action<Hook>? configure = null) => TestHost.Start(services => AddHook(services, configure));

    private static IServiceCollection AddHook(IServiceCollection services, Action<Hook>? configure) =>
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider =>
        {
            var hook = new Hook(provider.GetRequiredService<SeenLogs>().Of("x"), provider.GetRequiredService<IGrainFactory>());
            configure?.Invoke(hook);
            return hook;
        });

    private static IStartGrain Grain(TestHost host) => host.Grain<IStartGrain>(typeof(HookedGrain));

    private sealed class Watch : IFailureWatch
    {
        public List<string> Failures { get; } = [];

        public void OnFailure(string what, Exception failure) => Failures.Add(what);
    }

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
            if (OpensOnStop is not null && what == "stop") seen.Open(OpensOnStop);
            if (FailsOnStart) throw new NotSupportedException();
            await grains.GetGrain<IPlainGrain>("hook").Nothing();
            seen.Add($"called by {what}");
        }

        private Task See(string what)
        {
            seen.Add(what);
            return Task.CompletedTask;
        }
    }

    internal sealed class HookedGrain(SeenLogs logs) : AnyStartGrain(logs)
    {
        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            Seen.Add("deactivate");
            return Task.CompletedTask;
        }
    }

    internal sealed class PatientGrain(SeenLogs logs) : AnyStartGrain(logs)
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken) => Seen.Opened("never").WaitAsync(cancellationToken);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class ActivationTests
{
    internal interface IStartGrain : IGrainWithStringKey
    {
        Task<string> Call();
    }

    [Fact]
    public void The_first_call_activates_in_order()
    {
        using var host = TestHost.Start<PlainStartGrain>();
        Assert.Equal("x", host.Run(() => Grain(host).Call()));
        Assert.Equal("x", host.Run(() => Grain(host).Call()));
        Assert.Equal(["constructor", "activate", "call", "call"], host.Seen.All);
    }

    [Fact]
    public void A_failing_activation_fails_those_who_wait_and_the_next_call_tries_afresh()
    {
        using var host = TestHost.Start<FailingStartGrain>();
        var first = host.Begin(() => Grain(host).Call());
        var second = host.Begin(() => Grain(host).Call());
        host.Seen.Open("fail");
        host.Run();
        Assert.Same(FailingStartGrain.Thrown, first.Exception!.InnerException);
        Assert.Same(FailingStartGrain.Thrown, second.Exception!.InnerException);
        host.Seen.Open("work");
        Assert.Equal("worked", host.Run(() => Grain(host).Call()));
        Assert.Equal(["fail in", "fail out", "disposed", "fail in", "fail out"], host.Seen.All);
    }

    [Fact]
    public void A_failing_constructor_is_the_inner_exception()
    {
        using var host = TestHost.Start<UnmakeableGrain>();
        var failure = Assert.Throws<InvalidOperationException>(() => host.Run(() => Grain(host).Call()));
        Assert.IsType<NotSupportedException>(failure.InnerException);
    }

    [Fact]
    public void Over_the_activation_timeout_callers_are_released_and_the_code_runs_on()
    {
        using var host = TestHost.Start<FailingStartGrain>(o => o.ActivationTimeout = TimeSpan.FromSeconds(5));
        var call = host.Begin(() => Grain(host).Call());
        host.Advance(6);
        Assert.True(call.IsCanceled || call.Exception?.InnerException is TaskCanceledException);
        host.Seen.Open("fail");
        host.Run();
        Assert.Contains("fail out", host.Seen.All);
    }

    [Fact]
    public void A_stopping_silo_cancels_activations()
    {
        using var host = TestHost.Start<PatientGrain>();
        var call = host.Begin(() => Grain(host).Call());
        Assert.False(call.IsCompleted);
        host.Stop();
        Assert.IsType<SiloUnavailableException>(call.Exception!.InnerException);
    }

    [Fact]
    public void Each_activation_has_a_scope_that_ends_with_it()
    {
        using var host = TestHost.Start<ScopedGrain>(services: s => s.AddScoped<Scoped>());
        Assert.Equal("scoped", host.Run(() => Grain(host).Call()));
        Assert.DoesNotContain("scope disposed", host.Seen.All);
        host.Stop();
        Assert.Contains("scope disposed", host.Seen.All);
    }

    [Fact]
    public void A_grain_need_not_derive_from_Grain()
    {
        using var host = TestHost.Start<PocoGrain>();
        Assert.Equal("poco/x", host.Run(() => Grain(host).Call()));
        Assert.Equal(["activate", "tick"], host.Seen.All);
    }

    [Fact]
    public void A_grain_may_take_part_in_its_own_lifecycle()
    {
        using var host = TestHost.Start<StagedGrain>();
        host.Run(() => Grain(host).Call());
        host.Stop();
        Assert.Equal(["start 500", "start 1500", "activate", "call", "deactivate", "stop 1500", "stop 500"], host.Seen.All);
    }

    private static IStartGrain Grain(TestHost host) => host.Grains.GetGrain<IStartGrain>("x");

    internal sealed class PlainStartGrain : Grain, IStartGrain
    {
        private readonly Seen _seen;

        public PlainStartGrain(Seen seen)
        {
            _seen = seen;
            seen.Add("constructor");
        }

        public override async Task OnActivateAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            _seen.Add("activate");
        }

        public Task<string> Call()
        {
            _seen.Add("call");
            return Task.FromResult(this.GetPrimaryKeyString());
        }
    }

    internal sealed class FailingStartGrain(Seen seen) : Grain, IStartGrain, IDisposable
    {
        public static readonly NotSupportedException Thrown = new();

        public override async Task OnActivateAsync(CancellationToken cancellationToken)
        {
            await seen.Pass("fail");
            if (!seen.Opened("work").IsCompleted)
                throw Thrown;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            seen.Add("deactivate");
            return Task.CompletedTask;
        }

        public Task<string> Call() => Task.FromResult("worked");

        public void Dispose() => seen.Add("disposed");
    }

    internal sealed class PatientGrain(Seen seen) : Grain, IStartGrain
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken) =>
            seen.Opened("never").WaitAsync(cancellationToken);

        public Task<string> Call() => Task.FromResult("");
    }

    internal sealed class UnmakeableGrain : Grain, IStartGrain
    {
        public UnmakeableGrain() => throw new NotSupportedException();

        public Task<string> Call() => throw new NotSupportedException();
    }

    internal sealed class Scoped(Seen seen) : IDisposable
    {
        public void Dispose() => seen.Add("scope disposed");
    }

    internal sealed class ScopedGrain(Scoped injected) : Grain, IStartGrain
    {
        public Task<string> Call() =>
            Task.FromResult(ServiceProvider.GetRequiredService<Scoped>() == injected ? "scoped" : "another");
    }

    internal sealed class PocoGrain(IGrainContext context, Seen seen) : IGrainBase, IStartGrain
    {
        public IGrainContext GrainContext => context;

        public Task OnActivateAsync(CancellationToken token)
        {
            seen.Add("activate");
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

        public Task<string> Call() => Task.FromResult(this.GetGrainId().ToString());
    }

    internal sealed class StagedGrain(Seen seen) : Grain, IStartGrain, ILifecycleParticipant<IGrainLifecycle>
    {
        public void Participate(IGrainLifecycle lifecycle)
        {
            foreach (var stage in new[] { 1500, 500 })
                lifecycle.Subscribe("part", stage, _ => See($"start {stage}"), _ => See($"stop {stage}"));
        }

        public override Task OnActivateAsync(CancellationToken cancellationToken) => See("activate");

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
            See("deactivate");

        public async Task<string> Call()
        {
            await See("call");
            return "";
        }

        private Task See(string what)
        {
            seen.Add(what);
            return Task.CompletedTask;
        }
    }
}

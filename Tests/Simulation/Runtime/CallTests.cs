using Orleans.Concurrency;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class CallTests
{
    internal interface IPlainGrain : IGrainWithStringKey
    {
        Task<int> Sum(int a, int b);

        ValueTask<string> Text(string text);

        ValueTask Nothing();

        Task ThrowAtOnce();

        Task<int> ThrowLater();

        ValueTask<int> ThrowValue();

        Task Cancelled();

        [OneWay]
        Task Notify(string gate);

        [OneWay]
        Task NotifyBadly();

        Task<string?> Context(string? change);

        Task<int> Twice(int a) => Sum(a, a);
    }

    internal interface IShared : IGrainWithGuidKey
    {
        Task<string> Who();
    }

    internal interface INobody : IGrainWithStringKey
    {
        Task Call();
    }

    internal interface IUnfit : IGrainWithStringKey
    {
        int NotATask();
    }

    [Fact]
    public void Results_of_all_kinds_of_task_come_back()
    {
        using var host = TestHost.Start<PlainGrain>();
        var grain = host.Grains.GetGrain<IPlainGrain>("x");
        Assert.Equal(5, host.Run(() => grain.Sum(2, 3)));
        Assert.Equal("t", host.Run(async () => await grain.Text("t")));
        host.Run(async () => await grain.Nothing());
        Assert.Equal(6, host.Run(() => grain.Twice(3))); // the interface's own body
    }

    [Fact]
    public void Exceptions_come_back_as_thrown()
    {
        using var host = TestHost.Start<PlainGrain>();
        var grain = host.Grains.GetGrain<IPlainGrain>("x");
        Assert.Same(PlainGrain.Thrown, Assert.Throws<NotSupportedException>(() => host.Run(grain.ThrowAtOnce)));
        Assert.Same(PlainGrain.Thrown, Assert.Throws<NotSupportedException>(() => host.Run(grain.ThrowLater)));
        Assert.Same(PlainGrain.Thrown, Assert.Throws<NotSupportedException>(() => host.Run(async () => await grain.ThrowValue())));
        Assert.Throws<TaskCanceledException>(() => host.Run(grain.Cancelled));
        Assert.Equal(1, host.Run(() => grain.Sum(0, 1)));
    }

    [Fact]
    public void A_one_way_call_is_complete_when_sent_and_its_failure_is_logged()
    {
        using var host = TestHost.Start<PlainGrain>();
        var grain = host.Grains.GetGrain<IPlainGrain>("x");
        host.Run(() => grain.Notify("gate"));
        Assert.Equal(["gate in"], host.Seen.All);
        host.Seen.Open("gate");
        host.Run(grain.NotifyBadly);
        Assert.Same(PlainGrain.Thrown, Assert.Single(host.Log.All).Exception);
    }

    [Fact]
    public void Request_context_flows_down_and_never_back()
    {
        using var host = TestHost.Start<PlainGrain>();
        var grain = host.Grains.GetGrain<IPlainGrain>("x");
        var seen = host.Run(async () =>
        {
            RequestContext.Set("k", "outer");
            var first = await grain.Context("inner");
            var mine = RequestContext.Get("k");
            Assert.True(RequestContext.Remove("k"));
            return (first, mine, last: await grain.Context(null));
        });
        Assert.Equal(("outer", "outer", null), seen);
        Assert.Null(RequestContext.Get("k"));
        Assert.Equal(["activated under outer"], host.Seen.All);
    }

    [Fact]
    public void References_are_equal_by_grain_and_interface()
    {
        using var host = new TestHost([typeof(PlainGrain), typeof(SharedAGrain)]).Started();
        var a = host.Grains.GetGrain<IPlainGrain>("x");
        Assert.Equal(a, host.Grains.GetGrain<IPlainGrain>(GrainId.Parse("plain/x")));
        Assert.Equal(a.GetHashCode(), host.Grains.GetGrain<IPlainGrain>("x").GetHashCode());
        Assert.NotEqual(a, host.Grains.GetGrain<IPlainGrain>("y"));
        Assert.NotEqual<object>(a, a.AsReference<IGrainWithStringKey>());
        Assert.Equal("plain/x", a.GetGrainId().ToString());
        Assert.Equal("x", a.GetPrimaryKeyString());
        var guid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal(guid, host.Grains.GetGrain<IShared>(guid).GetPrimaryKey());
        Assert.Throws<InvalidOperationException>(() => a.GetPrimaryKeyLong());
    }

    [Fact]
    public void Two_classes_of_one_interface_need_a_prefix()
    {
        using var host = new TestHost([typeof(SharedAGrain), typeof(SharedBGrain)]).Started();
        Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<IShared>(Guid.Empty));
        var prefix = typeof(SharedBGrain).FullName;
        Assert.Equal("B", host.Run(() => host.Grains.GetGrain<IShared>(Guid.Empty, prefix).Who()));
    }

    [Fact]
    public void What_cannot_be_called_is_refused()
    {
        using var host = TestHost.Start<PlainGrain>();
        Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<INobody>("x"));
        Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<IPlainGrain>(" "));
        Assert.Throws<NotSupportedException>(() => host.Grains.GetGrain<IUnfit>(GrainId.Parse("plain/x")));
        var unknown = host.Grains.GetGrain<INobody>(GrainId.Parse("nobody/x"));
        Assert.Throws<OrleansException>(() => host.Run(unknown.Call));
    }

    [Fact]
    public void Too_many_waiting_calls_are_refused()
    {
        using var host = TestHost.Start<PlainGrain>(o => o.MailboxLimit = 2);
        var grain = host.Grains.GetGrain<IPlainGrain>("x");
        host.Run(() => grain.Notify("gate"));
        var waiting = host.Begin(() => Task.WhenAll(grain.Sum(1, 1), grain.Sum(2, 2)));
        Assert.Throws<LimitExceededException>(() => host.Run(() => grain.Sum(3, 3)));
        host.Seen.Open("gate");
        host.Run();
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_class_of_no_one_constructor_says_so_to_its_caller()
    {
        using var host = TestHost.Start<TwoConstructorsGrain>();
        var failure = Assert.Throws<InvalidOperationException>(
            () => host.Run(() => host.Grains.GetGrain<INobody>("x").Call()));
        Assert.Contains("one public constructor", failure.InnerException!.Message, StringComparison.Ordinal);
    }

    internal sealed class PlainGrain(Seen seen) : Grain, IPlainGrain
    {
        public static readonly NotSupportedException Thrown = new();

        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            if (RequestContext.Get("k") is string value)
                seen.Add($"activated under {value}");
            return Task.CompletedTask;
        }

        public Task<int> Sum(int a, int b) => Task.FromResult(a + b);

        public async ValueTask<string> Text(string text)
        {
            await Task.Yield();
            return text;
        }

        public ValueTask Nothing() => default;

        public Task ThrowAtOnce() => throw Thrown;

        public async Task<int> ThrowLater()
        {
            await Task.Yield();
            throw Thrown;
        }

        public ValueTask<int> ThrowValue() => throw Thrown;

        public Task Cancelled() => Task.FromCanceled(new CancellationToken(canceled: true));

        public Task Notify(string gate) => seen.Pass(gate);

        public Task NotifyBadly() => ThrowLater();

        public Task<string?> Context(string? change)
        {
            var found = RequestContext.Get("k") as string;
            if (change is not null)
                RequestContext.Set("k", change);
            return Task.FromResult(found);
        }
    }

    internal sealed class SharedAGrain : Grain, IShared
    {
        public Task<string> Who() => Task.FromResult("A");
    }

    internal sealed class SharedBGrain : Grain, IShared
    {
        public Task<string> Who() => Task.FromResult("B");
    }

    internal sealed class TwoConstructorsGrain : Grain, INobody
    {
        public TwoConstructorsGrain()
        {
        }

        public TwoConstructorsGrain(Seen seen) => seen.Add("made");

        public Task Call() => Task.CompletedTask;
    }
}

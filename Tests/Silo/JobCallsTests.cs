using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.Silo;

/// <summary>A call without an answer is made again, and the first answer counts.</summary>
public sealed class JobCallsTests
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly JobSpec Spec = new() { Kind = "noop" };

    private readonly FakeGrains _grains = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<TaskCompletionSource> _tries = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly JobCalls _calls;

    public JobCallsTests()
    {
        _grains.BeforeSubmit = Try;
        _grains.OnWait = async (id, _) =>
        {
            await Try();
            return Samples.Job(id);
        };
        _calls = Calls(new ClusterSettings { Gateways = ["127.0.0.1:30000"] });
    }

    private JobCalls Calls(ClusterSettings settings) => new(_grains.Factory, new FakeIds(), Options.Create(settings), _clock);

    [Fact]
    public async Task Beside_a_silo_of_its_own_alone_nothing_is_lost_and_nothing_sent_again()
    {
        var result = Calls(new ClusterSettings()).Submit(Id, Spec);
        var first = await Next();
        _clock.Advance(TimeSpan.FromSeconds(30));
        first.SetResult();
        Assert.IsType<SubmitResult.Accepted>(await result);
        Assert.Equal([(Id, Spec)], _grains.Submitted);
    }

    [Fact]
    public async Task A_submit_without_an_answer_is_sent_again_after_two_seconds_under_its_id()
    {
        var result = _calls.Submit(Id, Spec);
        await Next();
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, _tries.Reader.Count);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        (await Next()).SetResult();
        Assert.IsType<SubmitResult.Accepted>(await result);
        Assert.Equal([(Id, Spec), (Id, Spec)], _grains.Submitted);
    }

    [Fact]
    public async Task An_answer_to_the_first_try_counts_after_the_second_was_sent()
    {
        var result = _calls.Submit(Id, Spec);
        var first = await Next();
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        await Next();
        first.SetResult();
        Assert.IsType<SubmitResult.Accepted>(await result);
    }

    [Theory]
    [InlineData(1, typeof(SubmitResult.QueueFull))]
    [InlineData(2, typeof(SubmitResult.Unavailable))]
    public async Task That_a_queue_is_full_is_certain_of_the_only_try(int tries, Type expected)
    {
        _grains.OnSubmit = (_, _) => new SubmitResult.QueueFull();
        var result = _calls.Submit(Id, Spec);
        for (var lost = 1; lost < tries; lost++)
        {
            await Next();
            _clock.Advance(TimeSpan.FromSeconds(2.1));
        }

        (await Next()).SetResult();
        Assert.IsType(expected, await result);
    }

    [Fact]
    public async Task A_failure_is_an_answer()
    {
        var result = _calls.Submit(Id, Spec);
        (await Next()).SetException(new StoreException("It is down.", outcomeUnknown: false));
        await Assert.ThrowsAsync<StoreException>(() => result);
        Assert.Single(_grains.Submitted);
    }

    [Fact]
    public async Task A_wait_is_sent_again_two_seconds_after_its_time()
    {
        var job = _calls.WaitForEnd(Id, TimeSpan.FromSeconds(3));
        await Next();
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, _tries.Reader.Count);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        (await Next()).SetResult();
        Assert.Equal(Id, (await job)!.Id);
    }

    private ValueTask<TaskCompletionSource> Next() => _tries.Reader.ReadAsync();

    private Task Try()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_tries.Writer.TryWrite(answer));
        return answer.Task;
    }
}

using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>News of an end, told to a job that there is not.</summary>
public sealed class ChainRuleTests : VirtualEngineTests
{
    private static readonly JobSpec Later = new() { Kind = "noop", Delay = TimeSpan.FromHours(1) };

    private static readonly Guid Child = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    public ChainRuleTests() => Start();

    [Fact]
    public void A_submit_that_is_under_way_hears_of_it_though_clocks_differ()
    {
        var (first, second) = (Submit(Later).Id, Submit(Later).Id);
        var gate = new TaskCompletionSource();
        Store.BeforeWrite = write => write.After.Id == second && write.Children.Length > 0 ? gate.Task : Task.CompletedTask;
        Task<SubmitResult>? submit = null;
        Machine.Run(() =>
        {
            submit = Grain(Child).Submit(new JobSpec { Kind = "noop", After = [first, second], OnParentFailure = ParentFailure.Run });
            return Task.CompletedTask;
        });
        Machine.Advance(1);
        Machine.Run(() => Grain(first).Cancel(null));
        Time.Shift = TimeSpan.FromMinutes(2);
        Machine.Advance(5);
        Assert.IsType<SubmitResult.Accepted>(Machine.Run(() =>
        {
            gate.SetResult();
            return submit!;
        }));
        Machine.Run(() => Grain(second).Cancel(null));
        Machine.Advance(3);
        Assert.Equal(JobPhase.Succeeded, Store.Rows.Single(row => row.Id == Child).Phase);
        Assert.Empty(Noted());
    }

    [Fact]
    public void It_is_forgotten_after_a_minute_if_nobody_submits_the_job()
    {
        var parent = Submit(Later).Id;
        Machine.Run(() => Grain(parent).AddChild(Child));
        Machine.Run(() => Grain(parent).Cancel(null));
        Machine.Advance(50);
        Assert.Single(Noted());
        Machine.Advance(15);
        Assert.Empty(Noted());
    }

    private IJobGrain Grain(Guid id) => Engines[0].Grains.GetGrain<IJobGrain>(id);

    private IReadOnlyList<Dependency> Noted() => Machine.Run(() => Store.ReadEnded(9, CancellationToken.None));
}

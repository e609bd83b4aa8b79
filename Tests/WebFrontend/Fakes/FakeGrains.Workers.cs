using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    public Func<string, LeaseRequest, Task<ImmutableArray<LeaseOffer>>> OnLease { get; set; } = (_, _) => Task.FromResult<ImmutableArray<LeaseOffer>>([]);

    public Func<Guid, LeaseTerms, LeasedJob?> OnLeaseJob { get; set; } = (_, _) => null;

    public Func<Guid, AttemptReport, LeaseReply> OnHeartbeat { get; set; } = (_, _) => throw new NotSupportedException();

    public Func<Guid, Guid, JobStep, LeaseReply> OnSaveStep { get; set; } = (_, _, _) => throw new NotSupportedException();

    public Func<Guid, Guid, LeaseEnd, LeaseReply> OnEndLease { get; set; } = (_, _, _) => throw new NotSupportedException();

    public Func<string, DateTimeOffset, QueueResult> OnHold { get; set; } = (_, _) => throw new NotSupportedException();

    public Func<OutsideKind, KindResult> OnPutKind { get; set; } = _ => throw new NotSupportedException();

    public Func<string, KindResult> OnRemoveKind { get; set; } = _ => throw new NotSupportedException();

    public Func<Guid, string?, int, JobStepPage?> OnListSteps { get; set; } = (_, _, _) => null;

    public ImmutableArray<WorkerStatus> Workers { get; set; } = [];

    /// <summary>What was declined, by queue.</summary>
    public List<(string Queue, ImmutableArray<LeaseOffer> Offers)> Declined { get; } = [];

    private sealed partial class FakeJob
    {
        public async Task<LeasedJob?> Lease(LeaseTerms terms)
        {
            // As calls do, it fails in its task.
            await Task.CompletedTask;
            return grains.OnLeaseJob(id, terms);
        }

        public Task<LeaseReply> Heartbeat(AttemptReport report) => Task.FromResult(grains.OnHeartbeat(id, report));

        public Task<LeaseReply> SaveStep(Guid token, JobStep step) => Task.FromResult(grains.OnSaveStep(id, token, step));

        public Task<LeaseReply> EndLease(Guid token, LeaseEnd end) => Task.FromResult(grains.OnEndLease(id, token, end));

        public Task LeaseOver(long version) => throw new NotSupportedException();
    }

    private sealed partial class FakeReader
    {
        public Task<ImmutableArray<WorkerStatus>> ListWorkers() => Task.FromResult(grains.Workers);

        public Task<JobStepPage?> ListSteps(Guid id, string? after, int limit) => Task.FromResult(grains.OnListSteps(id, after, limit));

        public Task<KindResult> Put(OutsideKind kind) => Task.FromResult(grains.OnPutKind(kind));

        public Task<KindResult> Remove(string name) => Task.FromResult(grains.OnRemoveKind(name));
    }

    private sealed partial class FakeNamed
    {
        public Task<ImmutableArray<LeaseOffer>> Lease(LeaseRequest request) => grains.OnLease(name, request);

        public Task<ImmutableArray<WorkerStatus>> ListWorkers() => Task.FromResult(grains.Workers);

        public Task Decline(ImmutableArray<LeaseOffer> offers)
        {
            lock (grains.Declined) grains.Declined.Add((name, offers));
            return Task.CompletedTask;
        }
    }
}

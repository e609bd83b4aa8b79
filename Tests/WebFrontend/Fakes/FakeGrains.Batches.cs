using System.Collections.Immutable;
using OrleansJobs.Batches;
using OrleansJobs.Jobs;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    public Dictionary<Guid, Batch> Batches { get; } = [];

    public Func<long?, int, BatchPage> OnListBatches { get; set; } = (_, _) => new BatchPage { Batches = [] };

    public Func<ImmutableArray<JobSpec>, ImmutableArray<FieldError>> OnCheckBatch { get; set; } = _ => [];

    /// <summary>Asked for every change of a batch: its id, which change, and what goes with it.</summary>
    public Func<Guid, string, object?, BatchResult> OnChangeBatch { get; set; } = (_, _, _) => new BatchResult.NotFound();

    private sealed partial class FakeReader : IBatchQueryGrain
    {
        Task<Batch?> IBatchQueryGrain.Get(Guid id) => Task.FromResult(grains.Batches.GetValueOrDefault(id));

        Task<BatchPage> IBatchQueryGrain.List(long? before, int limit) => Task.FromResult(grains.OnListBatches(before, limit));

        public Task<ImmutableArray<FieldError>> Check(ImmutableArray<JobSpec> jobs) => Task.FromResult(grains.OnCheckBatch(jobs));
    }

    private sealed partial class FakeJob : IBatchGrain
    {
        public Task<BatchResult> Create(BatchSpec spec) => Change(nameof(Create), spec);

        public Task<BatchResult> Seal() => Change(nameof(Seal), null);

        Task<BatchResult> IBatchGrain.Cancel(string? reason) => Change(nameof(Cancel), reason);

        public Task Ping() => throw new NotSupportedException();

        private Task<BatchResult> Change(string what, object? with) => Task.FromResult(grains.OnChangeBatch(id, what, with));
    }
}

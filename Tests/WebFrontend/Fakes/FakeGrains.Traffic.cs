using OrleansJobs.Jobs;
using OrleansJobs.Traffic;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    /// <summary>What was recorded, in order.</summary>
    public List<TrafficFlush> Flushes { get; } = [];

    /// <summary>Asked before a flush is recorded; what it throws is the answer.</summary>
    public Func<TrafficFlush, Task> BeforeRecord { get; set; } = _ => Task.CompletedTask;

    public Func<PathCount?, int, TrafficPage> OnListTraffic { get; set; } = (_, _) => new TrafficPage { Counts = [], HasMore = false };

    public Func<TrafficRate> OnGetRate { get; set; } = () => throw new NotSupportedException();

    /// <summary>Where the service said that it listens.</summary>
    public List<string> Addresses { get; } = [];

    public Func<long, SubmitResult> OnStartTest { get; set; } = _ => new SubmitResult.Unavailable();

    private sealed partial class FakeReader : ITrafficGrain, ITrafficTestGrain
    {
        public async Task Record(TrafficFlush flush)
        {
            await grains.BeforeRecord(flush);
            lock (grains.Flushes) grains.Flushes.Add(flush);
        }

        Task<TrafficPage> ITrafficGrain.List(PathCount? after, int limit) => Task.FromResult(grains.OnListTraffic(after, limit));

        public Task<TrafficRate> GetRate() => Task.FromResult(grains.OnGetRate());

        public Task ListensAt(string url)
        {
            grains.Addresses.Add(url);
            return Task.CompletedTask;
        }

        public Task<string?> GetTarget() => throw new NotSupportedException();

        public Task<SubmitResult> Start(long requests, string? traceParent) => Task.FromResult(grains.OnStartTest(requests));
    }
}

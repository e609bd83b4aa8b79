using System.Globalization;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Traffic;

namespace OrleansJobs.Grains.Traffic;

/// <summary>
/// Kind "traffic.test": makes real requests to the service itself, several at a time. Started again in the middle, it makes
/// those that were left, and again at most those since its last checkpoint.
/// </summary>
public sealed class TrafficTestJob(TestClient client, IGrainFactory grains, IOptions<TrafficTestOptions> options)
    : IJobHandler<TrafficTestInput, TrafficTestResult>
{
    /// <summary>The name of this kind.</summary>
    public const string Kind = "traffic.test";

    /// <summary>The queue of this kind.</summary>
    public const string Queue = "traffic";

    private const int CheckpointEvery = 10_000;

    /// <inheritdoc/>
    public async Task<TrafficTestResult> RunAsync(TrafficTestInput input, JobContext context, CancellationToken cancellationToken)
    {
        if (input.Requests < 0 || input.Requests > options.Value.TestRequests)
            throw new NonRetryableException(string.Create(CultureInfo.InvariantCulture, $"The number of requests must be from 0 to {options.Value.TestRequests}."));

        var target = await grains.GetGrain<ITrafficTestGrain>(0).GetTarget()
            ?? throw new InvalidOperationException("No process of this service has told yet where it listens.");
        var paths = new TestPaths(context.JobId);
        var done = context.GetCheckpoint<int>();
        while (done < input.Requests)
        {
            var next = Math.Min(input.Requests, done + CheckpointEvery);
            await Load(new Uri(target), paths, done, next, progress => Report(context, progress, input.Requests), cancellationToken);
            done = next;
            if (done < input.Requests) await context.SaveCheckpoint(done);
        }

        return new TrafficTestResult { Requests = input.Requests };
    }

    /// <summary>Makes the requests from number <paramref name="from"/> to before <paramref name="to"/>. The first that fails ends all.</summary>
    private async Task Load(Uri target, TestPaths paths, int from, int to, Action<int> progress, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gate = new Lock();
        var begun = from;
        var done = from;
        var workers = Enumerable.Range(0, Math.Min(options.Value.TestParallelism, to - from)).Select(_ => Work()).ToList();
        await Task.WhenAll(workers);

        async Task Work()
        {
            try
            {
                while (TakeNext() is { } path)
                {
                    await client.Get(new Uri(target, path), failed.Token);
                    progress(Interlocked.Increment(ref done));
                }
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        }

        string? TakeNext()
        {
            lock (gate) return begun++ < to ? paths.Next() : null;
        }
    }

    private static void Report(JobContext context, int done, int all)
    {
        if (done % 100 == 0)
            context.ReportProgress((double)done / all, string.Create(CultureInfo.InvariantCulture, $"{done} of {all} requests"));
    }
}

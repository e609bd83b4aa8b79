using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using OrleansJobs.Jobs;
using Polly;
using Polly.Hedging;

namespace OrleansJobs.Silo.Clustering;

/// <summary>
/// The calls of a job's grain that are safe to repeat: one without an answer is sent again, and the first answer counts. What
/// is on its way to a silo that dies is lost without a word, and would be waited for until Orleans' response timeout.
/// </summary>
internal sealed class JobCalls
{
    private static readonly ResiliencePropertyKey<TimeSpan> Expected = new(nameof(Expected));

    private readonly IGrainFactory _grains;
    private readonly IIdSource _ids;
    private readonly ResiliencePipeline<SubmitResult> _submits;
    private readonly ResiliencePipeline<Job?> _waits;

    public JobCalls(IGrainFactory grains, IIdSource ids, IOptions<ClusterSettings> settings, TimeProvider time)
    {
        _grains = grains;
        _ids = ids;
        _submits = Repeating<SubmitResult>(settings.Value, time);
        _waits = Repeating<Job?>(settings.Value, time);
    }

    /// <summary>Submits the job under its key, or as a new one.</summary>
    public Task<SubmitResult> Submit(JobSpec spec, string? key)
    {
        spec = spec with { Keyed = key is not null };
        if (spec is { Debounce.Key: var debounce, Keyed: false })
            return _grains.GetGrain<IDebounceGrain>(JobId.OfDebounce(spec.Tenant, spec.Kind, debounce)).Submit(spec);
        return Submit(key is null ? _ids.NewId() : JobId.FromKey(spec.Tenant, key), spec);
    }

    /// <summary>Submits the job under an id that is the caller's own, or that its key stands for.</summary>
    public async Task<SubmitResult> Submit(Guid id, JobSpec spec)
    {
        var (grain, tries) = (_grains.GetGrain<IJobGrain>(id), new StrongBox<int>());
        var result = await _submits.ExecuteAsync(
            static async (call, over) =>
            {
                Interlocked.Increment(ref call.tries.Value);
                return await call.grain.Submit(call.spec).WaitAsync(over);
            },
            (grain, spec, tries));

        // Of a try that has not answered, nobody knows what it does.
        return result is SubmitResult.Unavailable or SubmitResult.QueueFull && tries.Value > 1 ? new SubmitResult.Unavailable() : result;
    }

    /// <summary>The job when it has ended, or after <paramref name="wait"/> as it then is; null if there is none.</summary>
    public async Task<Job?> WaitForEnd(Guid id, TimeSpan wait)
    {
        var grain = _grains.GetGrain<IJobGrain>(id);
        var context = ResilienceContextPool.Shared.Get();
        context.Properties.Set(Expected, wait);
        try
        {
            return await _waits.ExecuteAsync(static async (all, call) => await call.grain.WaitForEnd(call.wait).WaitAsync(all.CancellationToken), context, (grain, wait));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Of silence only: what a call answers, or fails with, is its end.</summary>
    private static ResiliencePipeline<T> Repeating<T>(ClusterSettings settings, TimeProvider time) => settings.IsAlone
        ? ResiliencePipeline<T>.Empty
        : new ResiliencePipelineBuilder<T> { TimeProvider = time }.AddHedging(new HedgingStrategyOptions<T>
        {
            MaxHedgedAttempts = settings.Repeats,
            ShouldHandle = static _ => PredicateResult.False(),
            DelayGenerator = call => new(settings.RepeatAfter + call.Context.Properties.GetValue(Expected, TimeSpan.Zero)),
        }).Build();
}

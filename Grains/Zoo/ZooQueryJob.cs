using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Zoo;

namespace OrleansJobs.Grains.Zoo;

/// <summary>
/// Kind "zoo.query": a keeper goes to an animal and comes back with what it was doing. Started again in the middle, it waits
/// only for what was left, as the time counts from the submit.
/// </summary>
public sealed class ZooQueryJob(ZooWords words, IOptions<ZooOptions> options, IGrainFactory grains) : IJobHandler<ZooQueryInput, string>
{
    /// <summary>The name of this kind, and of its queue.</summary>
    public const string Kind = "zoo.query";

    /// <summary>The queue of this kind.</summary>
    public const string Queue = "zoo";

    /// <inheritdoc/>
    public async Task<string> RunAsync(ZooQueryInput input, JobContext context, CancellationToken cancellationToken)
    {
        if (!words.Animals.Contains(input.Animal)) throw new NonRetryableException("The zoo has no such animal.");

        var draw = ZooDraw.For(context.JobId, input.Animal, words, options.Value.MinDelay, options.Value.MaxDelay);
        var left = context.SubmittedAt + draw.Delay - context.Clock.GetUtcNow();
        if (left > TimeSpan.Zero) await context.Clock.Delay(left, cancellationToken);

        await grains.GetGrain<IAnimalGrain>(input.Animal).Seen(context.JobId, draw.Sentence, context.Clock.Now());
        return draw.Sentence;
    }
}

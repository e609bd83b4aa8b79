using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Zoo;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>A planted bug: a zoo query whose answer is another one with every attempt.</summary>
internal sealed class GuessingZooJob(ZooWords words) : IJobHandler<ZooQueryInput, string>
{
    public async Task<string> RunAsync(ZooQueryInput input, JobContext context, CancellationToken cancellationToken)
    {
        var draw = ZooDraw.For(context.Token, input.Animal, words, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        await Task.Delay(draw.Delay, context.Clock, cancellationToken);
        return draw.Sentence;
    }
}

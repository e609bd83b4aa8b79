using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Checks;

/// <summary>What a zoo query saw, and how long it took at least, follow from its id, however often it was started again.</summary>
/// <remarks>Its time counts by wall clocks; by how much these were ever apart, it may come earlier.</remarks>
/// <param name="words">The words.</param>
/// <param name="options">The zoo's settings.</param>
/// <param name="apart">By how much the clocks are ever apart.</param>
internal sealed class ZooAnswersFollow(ZooWords words, ZooOptions options, TimeSpan apart) : Checker
{
    public override string Name => "zoo-answers-follow";

    public override void OnCommit(Commit commit)
    {
        if (commit.After is not { Kind: ZooQueryJob.Kind } job) return;
        if (job.Phase != JobPhase.Succeeded || commit.Before?.Phase == JobPhase.Succeeded) return;
        var animal = JsonSerializer.Deserialize<ZooQueryInput>(job.Input!.Utf8.AsSpan(), JobJson.Options)!.Animal;
        var draw = ZooDraw.For(job.Id, animal, words, options.MinDelay, options.MaxDelay);
        var answer = JsonSerializer.Deserialize<string>(job.Result!.Utf8.AsSpan());
        if (answer != draw.Sentence) Wrong($"query {job.Id} answered '{answer}' instead of '{draw.Sentence}'");

        var took = ProcessClock.Epoch + commit.At - job.CreatedAt + apart;
        if (took < draw.Delay) Wrong($"query {job.Id} took {took} instead of {draw.Delay}");
    }
}

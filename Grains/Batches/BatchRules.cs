using System.Collections.Immutable;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Batches;

/// <summary>Says what is wrong with a request for a batch, and which requests are the same. Pure.</summary>
internal static class BatchRules
{
    /// <summary>All faults of <paramref name="spec"/>; none if it is valid.</summary>
    /// <param name="spec">The request.</param>
    /// <param name="check">Says what is wrong with a request for a job.</param>
    public static ImmutableArray<FieldError> Check(BatchSpec spec, Func<JobSpec, ImmutableArray<FieldError>> check)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        foreach (var (name, job) in Callbacks(spec))
        {
            errors.AddRange(At(name, check(job)));
            if (!job.After.IsEmpty) errors.Add(Error($"{name}.after", "is what the batch is for: leave it out"));
            if (job.Debounce is not null) errors.Add(Error($"{name}.debounce", "would make one job of many: leave it out"));
        }

        // Tags are those of a job.
        errors.AddRange(check(new JobSpec { Kind = "noop", Tags = spec.Tags }).Where(error => error.Field == "tags"));
        return errors.ToImmutable();
    }

    /// <summary>The faults of what stands in another thing.</summary>
    public static IEnumerable<FieldError> At(string place, IEnumerable<FieldError> errors) =>
        errors.Select(error => error with { Field = $"{place}.{error.Field}" });

    /// <summary>Whether two requests ask for the same.</summary>
    public static bool AreSame(BatchSpec one, BatchSpec other) =>
        one.Tags.SequenceEqual(other.Tags) && Fingerprints(one).SequenceEqual(Fingerprints(other));

    private static IEnumerable<(string, string)> Fingerprints(BatchSpec spec) =>
        Callbacks(spec).Select(callback => (callback.Name, JobFingerprint.Of(callback.Job)));

    /// <summary>The kinds of its callbacks.</summary>
    public static IEnumerable<string> KindsOf(BatchSpec spec) => Callbacks(spec).Select(callback => callback.Job.Kind);

    private static IEnumerable<(string Name, JobSpec Job)> Callbacks(BatchSpec spec)
    {
        if (spec.OnCompleted is { } completed) yield return ("onCompleted", completed);
        if (spec.OnSucceeded is { } succeeded) yield return ("onSucceeded", succeeded);
        if (spec.OnFailed is { } failed) yield return ("onFailed", failed);
    }

    private static FieldError Error(string field, string message) => new() { Field = field, Message = message };
}

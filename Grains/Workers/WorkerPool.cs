using System.Collections.Immutable;

namespace OrleansJobs.Grains.Workers;

/// <summary>
/// The workers outside that may run a job: those that know its kind and have all that it requires. Stored as one text: the kind, and after
/// it each label, in order, with a line feed before it. Neither has control characters.
/// </summary>
public static class WorkerPool
{
    private const char Separator = '\n';

    /// <summary>The pool of jobs of a kind that require these labels.</summary>
    public static string Of(string kind, ImmutableArray<string> requires) =>
        requires.IsEmpty ? kind : string.Join(Separator, [kind, .. requires.Order(StringComparer.Ordinal)]);

    /// <summary>The kind of the jobs for a pool.</summary>
    public static string KindOf(string pool) => pool.Split(Separator, 2)[0];

    /// <summary>The labels that the jobs for a pool require, in order.</summary>
    public static ImmutableArray<string> LabelsOf(string pool) => [.. pool.Split(Separator).Skip(1)];

    /// <summary>Whether a worker that runs these kinds and has these labels belongs to a pool.</summary>
    public static bool Has(string pool, IReadOnlySet<string> kinds, IReadOnlySet<string> labels) =>
        kinds.Contains(KindOf(pool)) && LabelsOf(pool).All(labels.Contains);
}

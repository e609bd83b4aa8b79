using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage.Sealing;

/// <summary>
/// What of a row is sealed on its way to the database, and opened on its way back. Each value is bound to its job, or to its schedule or batch, and to
/// what it is there.
/// </summary>
/// <remarks>A value that is not sealed is read as it is: it was stored before, or by a statement. One that cannot be opened is left as it is.</remarks>
internal sealed class RowSealing(EncryptionOptions options)
{
    private readonly KeyRing _keys = new(options);

    /// <summary>Whether new values are sealed.</summary>
    public bool Seals => _keys.Seals;

    /// <summary>The place of an input, checkpoint or result.</summary>
    public static string PlaceOf(Guid job, string column) => $"job:{job:N}:{column}";

    /// <summary>The place of the value of a step, whose name is as it is stored.</summary>
    public static string PlaceOf(Guid job, int series, string step) => $"job:{job:N}:step:{series}:{step}";

    /// <inheritdoc cref="KeyRing.IsCurrent"/>
    public bool IsCurrent(Json? stored) => stored is null || _keys.IsCurrent(stored.Utf8.AsSpan());

    /// <summary>The job with its long values as they are stored.</summary>
    public JobRecord Seal(JobRecord job) => !Seals ? job : job with
    {
        Checkpoint = Seal(job.Checkpoint, PlaceOf(job.Id, "checkpoint")),
        Input = Seal(job.Input, PlaceOf(job.Id, "input")),
        Result = Seal(job.Result, PlaceOf(job.Id, "result")),
    };

    /// <summary>The job as it was before.</summary>
    public JobRecord Open(JobRecord job) => !SealedJson.Is(job.Input) && !SealedJson.Is(job.Checkpoint) && !SealedJson.Is(job.Result) ? job : job with
    {
        Checkpoint = Open(job.Checkpoint, PlaceOf(job.Id, "checkpoint")),
        Input = Open(job.Input, PlaceOf(job.Id, "input")),
        Result = Open(job.Result, PlaceOf(job.Id, "result")),
    };

    /// <summary>Steps of a job with their values as they are stored.</summary>
    public ImmutableArray<(int Series, JobStep Step)> Seal(Guid job, ImmutableArray<(int Series, JobStep Step)> steps) => !Seals ? steps :
    [
        .. steps.Select(one => (one.Series, one.Step with { Value = Seal(one.Step.Value, PlaceOf(job, one.Series, JobLogs.Storable(one.Step.Name)))! })),
    ];

    /// <summary>A value as it is stored.</summary>
    public Json? Seal(Json? value, string place) =>
        value is null || !Seals || SealedJson.Is(value) ? value : Of(_keys.Seal(value.Utf8.AsSpan(), place));

    /// <summary>The value as it was before.</summary>
    public Json? Open(Json? stored, string place) =>
        SealedJson.Is(stored) && _keys.Open(stored!.Utf8.AsSpan(), place) is { } plain ? Of(plain) : stored;

    private static Json Of(byte[] utf8) => new() { Utf8 = ImmutableCollectionsMarshal.AsImmutableArray(utf8) };
}

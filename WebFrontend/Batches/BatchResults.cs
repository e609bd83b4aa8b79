using OrleansJobs.Batches;

namespace OrleansJobs.WebFrontend.Batches;

/// <summary>Turns what grains answer about batches into HTTP answers.</summary>
internal static class BatchResults
{
    /// <summary>That there is no such batch.</summary>
    public static Problem NotFound => ProblemTypes.BatchNotFound.Because("There is no batch with this id.");

    /// <summary>Changes with the batch.</summary>
    public static string TagOf(Batch batch) => string.Create(
        CultureInfo.InvariantCulture, $"\"{batch.Total}-{batch.Succeeded}-{batch.Failed}-{batch.Cancelled}-{(int)batch.State}\"");

    /// <summary>The answer to a change.</summary>
    public static Results<Changed<Batch>, Problem> Of(BatchResult result) =>
        result is BatchResult.Changed { Batch: var batch } ? new Changed<Batch>(batch, TagOf(batch)) : ProblemOf(result);

    /// <summary>Why a change was not made.</summary>
    public static Problem ProblemOf(BatchResult result) => result switch
    {
        BatchResult.NotFound => NotFound,
        BatchResult.Conflict => ProblemTypes.BatchCompleted,
        BatchResult.KeyReused => ProblemTypes.IdempotencyKeyReused.Because("This Idempotency-Key belongs to a batch that was made with another body."),
        BatchResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        BatchResult.Unavailable { Unchanged: var unchanged } => Problem.Unavailable(unchanged),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal of a change."),
    };
}

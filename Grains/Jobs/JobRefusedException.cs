using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>A job that was asked for was not made.</summary>
public sealed class JobRefusedException : Exception
{
    /// <param name="refusal">A result that is no job.</param>
    public JobRefusedException(SubmitResult refusal)
        : base(MessageOf(refusal)) => Refusal = refusal;

    /// <summary>
    /// Why. After <see cref="SubmitResult.Unavailable"/> and <see cref="SubmitResult.QueueFull"/> it may be tried again; after the former only a submit
    /// with a key makes certain that there is one job.
    /// </summary>
    public SubmitResult Refusal { get; }

    private static string MessageOf(SubmitResult refusal) => refusal switch
    {
        SubmitResult.Invalid { Errors: var errors } => string.Join("; ", errors.Select(error => $"{error.Field} {error.Message}")),
        SubmitResult.KeyReused => "The key belongs to a job that was submitted with another request.",
        SubmitResult.QueueFull => "As many jobs wait in the queue as may.",
        SubmitResult.BatchClosed => "The batch takes no more jobs.",
        SubmitResult.Unavailable { Unchanged: true } => "The store did not take the job.",
        SubmitResult.Unavailable => "It is not known whether the store took the job.",
        _ => throw new ArgumentException($"{refusal.GetType().Name} is no refusal.", nameof(refusal)),
    };
}

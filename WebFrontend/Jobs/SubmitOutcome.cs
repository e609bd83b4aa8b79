using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A submit's result in terms of HTTP: exactly one of a job and a problem.</summary>
internal readonly record struct SubmitOutcome(Job? Job, Problem? Problem, bool Existed = false)
{
    /// <summary>The status to answer with.</summary>
    public int Status => Problem?.Type.Status ?? (Existed ? 200 : 202);

    /// <summary>What a submit came to.</summary>
    public static SubmitOutcome Of(SubmitResult result) => result switch
    {
        SubmitResult.Accepted accepted => new SubmitOutcome(accepted.Job, null),
        SubmitResult.Existing existing => new SubmitOutcome(existing.Job, null, Existed: true),
        SubmitResult.KeyReused => new SubmitOutcome(null, new Problem(
            ProblemTypes.IdempotencyKeyReused, "This Idempotency-Key belongs to a job that was submitted with another body.")),
        SubmitResult.Invalid invalid => new SubmitOutcome(null, Problem.Invalid(invalid.Errors)),
        SubmitResult.Unavailable { Unchanged: var unchanged } => new SubmitOutcome(null, Problem.Unavailable(unchanged)),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is not a result of a submit."),
    };
}

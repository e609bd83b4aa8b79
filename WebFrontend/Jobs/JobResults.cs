namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>Turns what grains answer about jobs into HTTP answers.</summary>
internal static class JobResults
{
    /// <summary>That there is no such job.</summary>
    public static Problem NotFound => ProblemTypes.JobNotFound.Because("There is no job with this id.");

    /// <summary>The answer to a submit.</summary>
    public static Results<AcceptedAt<Job>, KnownAt<Job>, Problem> Of(SubmitResult result) => result switch
    {
        SubmitResult.Accepted accepted => Accepted(accepted.Job),
        SubmitResult.Existing existing => Known(existing.Job),
        _ => ProblemOf(result),
    };

    /// <summary>The answer to a submit that made a job.</summary>
    public static AcceptedAt<Job> Accepted(Job job) => new(job, EntityTag.Of(job), PathOf(job));

    /// <summary>The answer to a submit that named a job which was there.</summary>
    public static KnownAt<Job> Known(Job job) => new(job, EntityTag.Of(job), PathOf(job));

    /// <summary>Why a submit made no job.</summary>
    public static Problem ProblemOf(SubmitResult result) => result switch
    {
        SubmitResult.KeyReused => ProblemTypes.IdempotencyKeyReused.Because("This Idempotency-Key belongs to a job that was submitted with another body."),
        SubmitResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        SubmitResult.QueueFull => ProblemTypes.QueueFull,
        SubmitResult.BatchClosed => ProblemTypes.BatchClosed,
        SubmitResult.Unavailable { IsBusy: true } => ProblemTypes.StoreBusy,
        SubmitResult.Unavailable { Unchanged: var unchanged } => Problem.Unavailable(unchanged),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal of a submit."),
    };

    /// <summary>The answer to a change.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="conflict">What it means that the job's state does not allow it.</param>
    public static Results<Changed<Job>, Problem> Of(ChangeResult result, Problem conflict) =>
        result is ChangeResult.Changed changed ? new Changed<Job>(changed.Job, EntityTag.Of(changed.Job)) : ProblemOf(result, conflict);

    /// <summary>Why a change was not made.</summary>
    public static Problem ProblemOf(ChangeResult result, Problem conflict) => result switch
    {
        ChangeResult.Conflict { Job: var job } => Conflict(job, conflict),
        ChangeResult.OtherVersion { Job: var job } => ProblemTypes.OtherVersion.Because($"The job's ETag is now {EntityTag.Of(job)}."),
        ChangeResult.NotFound => NotFound,
        ChangeResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        ChangeResult.Unavailable { Unchanged: var unchanged } => Problem.Unavailable(unchanged),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal of a change."),
    };

    /// <summary>That the job's state does not allow it.</summary>
    public static Problem Conflict(Job job, Problem conflict) => conflict.Because($"The job is {JobListQuery.NameOf(job.State)}.");

    private static string PathOf(Job job) => $"/jobs/{job.Id}";
}

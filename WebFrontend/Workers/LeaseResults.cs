using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>Turns what a job answers to a worker into HTTP answers.</summary>
internal static class LeaseResults
{
    /// <summary>Why nothing is recorded; null if it is.</summary>
    /// <param name="reply">The answer; null: there is no such job.</param>
    public static Problem? ProblemOf(LeaseReply? reply) => reply switch
    {
        null => JobResults.NotFound,
        { Errors: { IsEmpty: false } errors } => Problem.Invalid(errors),
        { Result: ReportResult.Unavailable } => Problem.Unavailable(),
        { Cancelled: true } => ProblemTypes.StaleToken.Because("The job was cancelled in this attempt. Nothing was recorded; stop the work."),
        { Result: ReportResult.StaleToken } => ProblemTypes.StaleToken,
        _ => null,
    };
}

namespace OrleansJobs.Cli.Jobs;

/// <summary>How the end of a job becomes that of the program.</summary>
internal static class Outcome
{
    public static ExitCode Of(JobState state) => state switch
    {
        JobState.Failed => ExitCode.JobFailed,
        JobState.Cancelled => ExitCode.JobCancelled,
        _ => ExitCode.Ok,
    };
}

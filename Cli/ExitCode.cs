namespace OrleansJobs.Cli;

/// <summary>How the program ends. Scripts rely on the numbers: none is changed, or used for something else.</summary>
internal enum ExitCode
{
    /// <summary>Done; the job that was waited for succeeded.</summary>
    Ok = 0,

    /// <summary>The service refused something.</summary>
    Refused = 1,

    /// <summary>The command line is wrong; nothing was sent.</summary>
    Usage = 2,

    /// <summary>The service did not answer.</summary>
    Unreachable = 3,

    /// <summary>The job that was waited for failed.</summary>
    JobFailed = 4,

    /// <summary>The job that was waited for was cancelled.</summary>
    JobCancelled = 5,

    /// <summary>The job that was waited for has not ended in time.</summary>
    TimedOut = 6,

    /// <summary>The doctor, or the kill test, found a problem.</summary>
    ProblemFound = 7,

    /// <summary>Interrupted, as by Ctrl+C.</summary>
    Interrupted = 130,
}

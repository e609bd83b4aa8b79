namespace OrleansJobs.Simulation.Runs;

/// <summary>How a run, or the program, ended; the number is the program's exit code.</summary>
internal enum RunOutcome
{
    /// <summary>Every promise was kept.</summary>
    Right = 0,

    /// <summary>A promise was broken.</summary>
    Wrong = 1,

    /// <summary>The command line is not understood.</summary>
    Usage = 2,

    /// <summary>Jobs do not come to an end.</summary>
    Stuck = 3,

    /// <summary>The simulation itself failed, or something left it.</summary>
    Crashed = 4,
}

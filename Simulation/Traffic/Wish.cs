namespace OrleansJobs.Simulation.Traffic;

/// <summary>What a client may want of a job that exists.</summary>
internal enum Wish
{
    Cancel,
    Retry,
    Patch,
    Delete,
    Signal,
}

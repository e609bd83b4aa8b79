namespace OrleansJobs.Silo.Embedded;

/// <summary>Figures of one method of a grain class since the silo started.</summary>
/// <param name="Interface">Full name of the grain interface.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Calls">Calls that have ended.</param>
/// <param name="Failures">Those among them that threw.</param>
/// <param name="TotalTime">Sum of their times from the start of the method to the end of its task.</param>
/// <param name="LongestTime">The longest of these.</param>
public sealed record GrainMethodStatistics(
    string Interface, string Method, long Calls, long Failures, TimeSpan TotalTime, TimeSpan LongestTime);

namespace OrleansJobs.Grains.Movies;

/// <summary>The part of configuration section "Movies" that concerns a silo.</summary>
public sealed class MovieOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Movies";

    /// <summary>Rows that are looked at for one page of a list, 1,000 to 1,000,000. Default 10,000.</summary>
    public int LookedRows { get; set; } = 10_000;

    /// <summary>Movies of one import that are added at a time, 1 to 10,000. Default 64.</summary>
    public int ImportConcurrency { get; set; } = 64;

    /// <summary>Faulty items of which the result of an import tells, 0 to 100,000; all are counted. Default 1,000.</summary>
    public int ImportFaults { get; set; } = 1_000;
}

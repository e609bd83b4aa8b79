namespace OrleansJobs.Silo.Embedded;

/// <summary>What the grains of this silo have done since it started.</summary>
public interface IGrainStatistics
{
    /// <summary>One entry per grain class, in order of class name.</summary>
    IReadOnlyList<GrainClassStatistics> Snapshot();
}

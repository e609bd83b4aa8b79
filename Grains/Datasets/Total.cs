namespace OrleansJobs.Grains.Datasets;

/// <summary>The sum of so many numbers.</summary>
internal readonly record struct Total(double Sum, long Count)
{
    /// <summary>Their plain mean; not a number if there are none.</summary>
    public double Mean => Sum / Count;
}

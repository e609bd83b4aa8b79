namespace OrleansJobs.Grains.Queues;

/// <summary>The unfinished jobs of one lane.</summary>
/// <param name="Lane">Its name.</param>
/// <param name="Running">Those that run.</param>
/// <param name="Slots">What these cost.</param>
/// <param name="Waiting">Those that wait, due or not, at most one more than <see cref="MostCounted"/>.</param>
public sealed record LaneLoad(string Lane, long Running, long Slots, long Waiting)
{
    /// <summary>Waiting jobs that are counted of a lane.</summary>
    public const int MostCounted = 5_000;
}

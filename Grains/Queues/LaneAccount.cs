namespace OrleansJobs.Grains.Queues;

/// <summary>What the jobs of one lane take together, for whichever workers they are.</summary>
/// <param name="name">The lane; "" for the jobs that have none, or for all jobs if the queue makes no difference between lanes.</param>
internal sealed class LaneAccount(string name)
{
    public string Name => name;

    /// <summary>Slots that its jobs take, by their cost.</summary>
    public long Used { get; set; }

    /// <summary>Jobs that have slots.</summary>
    public int Jobs { get; set; }

    /// <summary>In virtual time, of which a job takes its cost by the lane's weight: when its last job will have ended.</summary>
    public double Finish { get; set; }

    /// <summary>How many lines have the lane.</summary>
    public int Lines { get; set; }
}

namespace OrleansJobs.Grains.Jobs;

/// <summary>Which hosts may still be running what the table says they run.</summary>
public interface IOwners
{
    /// <summary>The name of this host, different at every start of a process: the owner of the attempts it runs.</summary>
    string Self { get; }

    /// <summary>
    /// Whether <paramref name="owner"/> is certainly dead, so that its attempts may be given to others. Never true of a
    /// host that could still write under its tokens unfenced.
    /// </summary>
    bool IsDead(string owner);
}

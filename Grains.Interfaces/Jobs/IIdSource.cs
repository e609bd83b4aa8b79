namespace OrleansJobs.Jobs;

/// <summary>Where ids and chance come from. Injected, so that a simulation can replay both.</summary>
public interface IIdSource
{
    /// <summary>A UUIDv7 (RFC 9562, 5.7): sorts by time of creation.</summary>
    Guid NewId();

    /// <summary>A random UUID (RFC 9562, 5.4), not to be guessed.</summary>
    Guid NewToken();

    /// <summary>64 random bits.</summary>
    long NewStamp();

    /// <summary>A random number from 0 to below 1.</summary>
    double NextDouble();
}

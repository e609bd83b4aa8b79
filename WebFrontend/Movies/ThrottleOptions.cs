namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A bucket of permits, of which each request takes one, and which is refilled at a steady pace.</summary>
public sealed class ThrottleOptions
{
    /// <summary>Permits that are added in each period, 1 to 1,000,000. Default 1,000.</summary>
    public int Permits { get; set; } = 1_000;

    /// <summary>The period, 10 ms to one day. Default 1 s.</summary>
    public TimeSpan Per { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Permits that a full bucket holds, 1 to 1,000,000. Default 2,000.</summary>
    public int Burst { get; set; } = 2_000;
}

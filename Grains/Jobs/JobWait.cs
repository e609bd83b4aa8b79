namespace OrleansJobs.Grains.Jobs;

/// <summary>How long an attempt waited. Pure.</summary>
internal static class JobWait
{
    /// <summary>Of the attempt that has just begun: since the job was due, or, if it was interrupted, since its last attempt ended.</summary>
    public static TimeSpan Of(JobRecord started)
    {
        var attempts = started.Attempts;
        var due = attempts.Length > 1 && attempts[^2].EndedAt is { } last && last > started.RunAt ? last : started.RunAt;
        // Clocks of two silos may differ.
        return attempts[^1].StartedAt > due ? attempts[^1].StartedAt - due : TimeSpan.Zero;
    }
}

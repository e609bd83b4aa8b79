namespace OrleansJobs.Grains.Access;

/// <summary>The part of configuration section "Access" that silos have.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Access";

    /// <summary>How many API keys there may be, 0 to 100,000. Default 1,000.</summary>
    public int Keys { get; set; } = 1_000;

    /// <summary>How exactly is noted when a key was used last, 1 s to a day. Default 1 min.</summary>
    public TimeSpan NoteUseEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long is kept what operators changed, a day to 100 years. Default 400 days.</summary>
    public TimeSpan KeepAudit { get; set; } = TimeSpan.FromDays(400);
}

namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>Configuration section "Actions": acting on many jobs at once.</summary>
public sealed class ActionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Actions";

    /// <summary>Jobs that one action changes at a time; after so many it remembers how far it is. Default 100.</summary>
    public int AtOnce { get; set; } = 100;

    /// <summary>Jobs that are looked at to count those which match, if no count is kept of them. Default 10,000.</summary>
    public int CountLooks { get; set; } = 10_000;
}

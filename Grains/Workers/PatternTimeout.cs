namespace OrleansJobs.Grains.Workers;

/// <summary>
/// The longest that anything in this process is matched against a regular expression that says nothing else. Patterns of schemas come from outside, and some
/// take for ever with some texts.
/// </summary>
public static class PatternTimeout
{
    /// <summary>The process's property, which the framework reads as soon as something has a regular expression.</summary>
    public const string Property = "REGEX_DEFAULT_MATCH_TIMEOUT";

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether there is one: else schemas can have no patterns.</summary>
    internal static bool IsSet => AppContext.GetData(Property) is TimeSpan;

    /// <summary>Sets it, for a process that is all ours, before anything has a regular expression.</summary>
    public static void Set() => AppContext.SetData(Property, Longest);
}

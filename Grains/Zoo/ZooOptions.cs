namespace OrleansJobs.Grains.Zoo;

/// <summary>Configuration section "Zoo".</summary>
public sealed class ZooOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Zoo";

    /// <summary>The shortest a keeper takes; rounded up to whole seconds. Default 10 s.</summary>
    public TimeSpan MinDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest a keeper takes; rounded down to whole seconds. Default 20 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The animals, in the order in which they are listed; null takes the built-in list.</summary>
    public string[]? Animals { get; set; }

    /// <summary>What they may be doing; null takes the built-in list.</summary>
    public string[]? Verbs { get; set; }

    /// <summary>What they may be; null takes the built-in list.</summary>
    public string[]? Adjectives { get; set; }

    /// <summary>How they may be doing it; null takes the built-in list.</summary>
    public string[]? Adverbs { get; set; }

    /// <summary>
    /// An INI file with the sections [animals], [verbs], [adjectives] and [adverbs], a word a line, whose lists are taken
    /// instead of all of the above; null if there is none.
    /// </summary>
    public string? WordFile { get; set; }
}

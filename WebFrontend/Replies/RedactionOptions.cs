using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>The part of configuration section "Access" that says what of jobs no answer shows. All web processes have the same.</summary>
public sealed class RedactionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = AccessOptions.Section;

    /// <summary>The most names that there may be.</summary>
    internal const int Most = 100;

    /// <summary>The most characters of a name.</summary>
    internal const int Longest = 100;

    /// <summary>
    /// Names of fields, upper and lower case alike, at most 100 of 1 to 100 characters: wherever a field of such a name stands in an input or a result, at any depth, answers
    /// have the text "[redacted]" instead of its value. Default none.
    /// </summary>
    public string[] Redact { get; set; } = [];

    /// <summary>Whether each name is one.</summary>
    internal bool HasNames => Redact.All(name => name.Length is >= 1 and <= Longest);
}

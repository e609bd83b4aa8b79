using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.Datasets;

/// <summary>What the name of a dataset may be made of.</summary>
public static class DatasetName
{
    /// <summary>The dataset that is asked when none is named.</summary>
    public const string Default = "default";

    private const int Longest = 100;

    /// <summary>What is allowed, for a person.</summary>
    public static readonly string Allowed = $"must have 1 to {Longest} characters: letters, digits, dots, underscores, hyphens, and not be \".\" or \"..\"";

    /// <summary>Whether there can be a dataset with this name. It is a segment of paths, in which "." and ".." mean something else.</summary>
    public static bool IsPossible([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= Longest } and not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

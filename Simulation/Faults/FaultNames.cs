using System.Collections.Immutable;
using System.Text;

namespace OrleansJobs.Simulation.Faults;

/// <summary>The names of faults on the command line: "lost-acknowledgement".</summary>
internal static class FaultNames
{
    public static ImmutableArray<FaultKind> All { get; } = [.. Enum.GetValues<FaultKind>()];

    public static string Of(FaultKind kind) => Kebab(kind.ToString());

    /// <summary>"all", "none", or names with commas between them; null if one is unknown.</summary>
    public static ImmutableArray<FaultKind>? Parse(string text) => text switch
    {
        "all" => All,
        "none" => ImmutableArray<FaultKind>.Empty,
        _ => ParseList(text.Split(',', StringSplitOptions.TrimEntries)),
    };

    public static string Format(ImmutableArray<FaultKind> kinds) => kinds.Length switch
    {
        0 => "none",
        var count when count == All.Length => "all",
        _ => string.Join(',', kinds.Select(Of)),
    };

    private static ImmutableArray<FaultKind>? ParseList(string[] names)
    {
        var kinds = All.Where(kind => names.Contains(Of(kind), StringComparer.Ordinal)).ToImmutableArray();
        return kinds.Length == names.Length ? kinds : null;
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}

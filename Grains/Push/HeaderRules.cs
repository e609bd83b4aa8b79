using System.Collections.Frozen;

namespace OrleansJobs.Grains.Push;

/// <summary>Which headers a request may have that somebody else asks for. Pure.</summary>
public static class HeaderRules
{
    // They say where a message ends and which way it goes, which is for us to say.
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    // All others may be secrets of the one that they were meant for.
    private static readonly FrozenSet<string> ForAll = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Accept", "Accept-Language", "Content-Encoding", "Content-Language", "Content-Type", "Idempotency-Key", "User-Agent");

    /// <summary>What is wrong with the headers; null: nothing.</summary>
    public static string? FaultOf(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || !name.All(IsOfToken)) return $"\"{name}\" cannot be the name of a header";
            if (Ours.Contains(name)) return $"{name} cannot be set";
            if (!names.Add(name)) return $"{name} is there twice";
            if (value is null || !value.All(letter => letter is '\t' or (>= ' ' and <= '~'))) return $"the value of {name} must be visible ASCII";
        }

        return null;
    }

    /// <summary>Whether a header also goes to another origin, to which the receiver has redirected.</summary>
    public static bool GoesElsewhere(string name) => ForAll.Contains(name);

    private static bool IsOfToken(char letter) => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);
}

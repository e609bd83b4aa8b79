using System.Collections.Immutable;

namespace OrleansJobs.Grains.Zoo;

/// <summary>The animals, and the words for what they may be seen doing.</summary>
public sealed record ZooWords
{
    private static readonly ImmutableArray<string> BuiltInAnimals =
    [
        "aardvarks", "alpacas", "bisons", "crocodiles", "elks", "gorillas", "hippos", "koalas", "kangaroos", "lions",
        "pandas", "tigers", "unicorns", "zebras",
    ];

    private static readonly ImmutableArray<string> BuiltInVerbs =
        ["cry", "eat", "drink", "feel", "laugh", "run", "sing", "sleep", "smile"];

    private static readonly ImmutableArray<string> BuiltInAdjectives =
    [
        "alert", "ambitious", "aggressive", "angry", "awesome", "bulky", "calm", "candid", "clumsy", "cool", "determined",
        "nervous", "hungry", "sleepy", "sluggish", "thirsty",
    ];

    private static readonly ImmutableArray<string> BuiltInAdverbs =
    [
        "adventurously", "beautifully", "brilliantly", "carefully", "foolishly", "lazily", "properly", "randomly", "strictly",
        "tidily", "wildly",
    ];

    public required ImmutableArray<string> Animals { get; init; }
    public required ImmutableArray<string> Verbs { get; init; }
    public required ImmutableArray<string> Adjectives { get; init; }
    public required ImmutableArray<string> Adverbs { get; init; }

    /// <summary>The configured words, the built-in ones where none are configured.</summary>
    /// <exception cref="IOException">The word file cannot be read.</exception>
    public static ZooWords From(ZooOptions options) =>
        options.WordFile is { } path ? FromIni(File.ReadLines(path)) : new ZooWords
        {
            Animals = options.Animals?.ToImmutableArray() ?? BuiltInAnimals,
            Verbs = options.Verbs?.ToImmutableArray() ?? BuiltInVerbs,
            Adjectives = options.Adjectives?.ToImmutableArray() ?? BuiltInAdjectives,
            Adverbs = options.Adverbs?.ToImmutableArray() ?? BuiltInAdverbs,
        };

    /// <summary>
    /// Reads the older format: sections in brackets, a word a line; a value behind "=" or ":" is ignored, as are blank
    /// lines and those that begin with "#" or ";". A section that is not there is an empty list.
    /// </summary>
    public static ZooWords FromIni(IEnumerable<string> lines)
    {
        var lists = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        List<string> current = [];
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line is ['[', .. var name, ']']) lists[name.Trim()] = current = [];
            else current.Add(line.Split('=', ':')[0].Trim());
        }

        return new ZooWords
        {
            Animals = ListOf("animals"),
            Verbs = ListOf("verbs"),
            Adjectives = ListOf("adjectives"),
            Adverbs = ListOf("adverbs"),
        };

        ImmutableArray<string> ListOf(string name) => [.. lists.GetValueOrDefault(name, [])];
    }

    /// <summary>What is wrong with the lists: one that is missing, a word that is empty, a word that is repeated. Null if nothing is.</summary>
    public string? FindFault() =>
        FaultOf("Animals", Animals) ?? FaultOf("Verbs", Verbs) ?? FaultOf("Adjectives", Adjectives) ?? FaultOf("Adverbs", Adverbs);

    private static string? FaultOf(string list, ImmutableArray<string> words)
    {
        if (words.IsEmpty) return $"Zoo:{list} is missing or empty; at least one word is needed";
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is "." or "..") return $"Zoo:{list}:{i} is '{words[i]}', which is no name in a path";
            if (string.IsNullOrWhiteSpace(words[i])) return $"Zoo:{list}:{i} is an empty word";
            if (words.IndexOf(words[i]) < i) return $"Zoo:{list}:{i} repeats the word '{words[i]}'";
        }

        return null;
    }
}

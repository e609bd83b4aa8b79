using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Given;

/// <summary>Makes arguments and options.</summary>
internal static partial class Give
{
    private const string None = "none";
    private const string Several = " May be given several times.";

    public static Argument<Guid> Id(string description = "The job.") => new("id") { Description = description, CustomParser = result => Ids(result).FirstOrDefault() };

    public static Argument<Guid?> OptionalId(string description) => new("id")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => Ids(result).FirstOrDefault(),
        DefaultValueFactory = _ => null,
    };

    public static Argument<Guid[]> Ids() => new("id") { Description = "The jobs.", Arity = ArgumentArity.OneOrMore, CustomParser = Ids };

    public static Option<Guid?> IdOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "id",
        CustomParser = result => Ids(result).FirstOrDefault(),
    };

    public static Option<Guid[]> IdOptions(string name, string description) => new(name) { Description = description + Several, HelpName = "id", CustomParser = Ids };

    public static Option<string[]> Texts(string name, string description) => new(name) { Description = description + Several };

    public static Argument<string> Name(string name, string description) => new(name) { Description = description };

    public static Argument<string?> OptionalName(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> Text(string name, string description) => new(name) { Description = description };

    /// <summary>JSON: read it with <see cref="Session.GetJson"/>.</summary>
    public static Option<string?> Json(string name, string description) => new(name) { Description = description + " JSON, @file, or - for the standard input.", HelpName = "json" };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<int?> Number(string name, string description, int least, int? standard = null) => Checked(
        new Option<int?>(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => standard }, value => value >= least, $"{name} must be at least {least}.");

    /// <summary>One of the words that an enumeration has, but for the first, which is Unknown.</summary>
    public static Option<T?> Word<T>(string name, string description)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().Skip(1).ToDictionary(WordConverter<T>.Word, StringComparer.OrdinalIgnoreCase);
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', words.Keys),
            CustomParser = result => Parsed(result, name, $"one of {string.Join(", ", words.Keys)}", text => words.TryGetValue(text, out var value) ? value : (T?)null),
        };
    }

    /// <summary>A duration: 500ms, 30s, 5m, 2h or 1d, or as ISO 8601.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description + " Such as 500ms, 30s, 5m, 2h, 1d, or PT90S.",
        HelpName = "duration",
        CustomParser = result => Parsed(result, name, "a duration such as 30s or PT90S", ParseDuration),
    };

    /// <summary>A time; without an offset that of this machine's zone.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result => Parsed(result, name, "a time such as 2026-01-31T12:00:00Z", ParseTime),
    };

    /// <summary>A setting that may be given as "none" too, which puts its default back.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="rule">What it must be.</param>
    /// <param name="parse">Reads it; null: it is something else.</param>
    public static Option<Setting<T>?> Setting<T>(string name, string description, string rule, Func<string, T> parse) => new(name)
    {
        Description = $"{description} \"{None}\": as if never set.",
        CustomParser = result => Parsed(result, name, $"{rule}, or \"{None}\"", text =>
            text == None ? new Setting<T>(default) : parse(text) is { } value ? new Setting<T>(value) : (Setting<T>?)null),
    };

    public static TimeSpan? ParseDuration(string text)
    {
        if (Short().Match(text) is { Success: true } match && double.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count))
            return count * Unit(match.Groups[2].Value);
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;

    private static TimeSpan Unit(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static Guid[] Ids(ArgumentResult result)
    {
        foreach (var token in result.Tokens)
            if (!Guid.TryParse(token.Value, out _)) result.AddError($"\"{token.Value}\" is no id.");
        return [.. result.Tokens.Select(token => Guid.TryParse(token.Value, out var id) ? id : default)];
    }

    private static T? Parsed<T>(ArgumentResult result, string name, string rule, Func<string, T?> parse)
        where T : struct
    {
        var text = result.Tokens.Single().Value;
        if (parse(text) is { } value) return value;
        result.AddError($"{name} must be {rule}, not \"{text}\".");
        return null;
    }

    private static Option<T?> Checked<T>(Option<T?> option, Func<T, bool> holds, string rule)
        where T : struct
    {
        option.Validators.Add(result =>
        {
            // A text that is no value at all has its own error.
            if (!result.Errors.Any() && result.GetValueOrDefault<T?>() is { } value && !holds(value)) result.AddError(rule);
        });
        return option;
    }

    [GeneratedRegex(@"^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Short();
}

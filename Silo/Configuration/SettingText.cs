using System.Globalization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Configuration;

/// <summary>Reads a single setting from its text.</summary>
internal static class SettingText
{
    /// <summary>Whether a setting of this type is one text.</summary>
    public static bool IsSingle(Type type) => Of(type) is not null;

    /// <summary>Reads <paramref name="text"/>; null with what is allowed in <paramref name="allowed"/> if it is not valid.</summary>
    public static object? Read(string text, Type type, out string allowed)
    {
        var (read, what) = Of(type) ?? throw new NotSupportedException($"Settings cannot be of type {type}.");
        allowed = what;
        return read(text);
    }

    private static (Func<string, object?> Read, string Allowed)? Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return (text => ReadName(text, type), $"one of {string.Join(", ", Enum.GetNames(type))}");
        if (type == typeof(string)) return (text => text, "text");
        if (type == typeof(bool)) return (text => bool.TryParse(text, out var value) ? value : null, "true or false");
        if (type == typeof(int)) return (text => int.TryParse(text, Whole, Invariant, out var value) ? value : null, "a whole number");
        if (type == typeof(long)) return (text => long.TryParse(text, Whole, Invariant, out var value) ? value : null, "a whole number");
        if (type == typeof(double)) return (text => double.TryParse(text, NumberStyles.Float, Invariant, out var value) ? value : null, "a number");
        if (type == typeof(DateTimeOffset)) return (text => Rfc3339Time.TryParse(text, out var value) ? value : null, "a time such as 2026-12-01T08:00:00Z");
        if (type == typeof(TimeSpan)) return (text => ReadDuration(text), "a duration such as 00:00:30 or PT30S");
        return null;
    }

    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    // Numbers are refused: a state of an enumeration has a name.
    private static object? ReadName(string text, Type type) =>
        Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse(type, text, ignoreCase: true) : null;

    // "30" would be 30 days to TimeSpan; only texts whose meaning is plain are read.
    private static TimeSpan? ReadDuration(string text)
    {
        if (Iso8601Duration.TryParse(text, out var duration)) return duration;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, Invariant, out duration) ? duration : null;
    }
}

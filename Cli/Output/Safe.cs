using System.Globalization;
using System.Text;

namespace OrleansJobs.Cli.Output;

/// <summary>Texts that come from elsewhere. A terminal obeys control characters in them, which others may have written.</summary>
internal static class Safe
{
    /// <summary>The text with its control characters, and those that turn the direction of writing, as \uXXXX.</summary>
    public static string Text(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (IsUnsafe(character)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else safe.Append(character);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

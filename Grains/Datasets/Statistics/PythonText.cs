using System.Globalization;
using System.Text;

namespace OrleansJobs.Grains.Datasets.Statistics;

/// <summary>
/// Texts and tuples as Python prints them (repr), which is what callers of an older service take as keys. The rules are those of
/// CPython's unicode_repr and str.isprintable.
/// </summary>
internal static class PythonText
{
    /// <summary>The text of a tuple of texts: ('a', "b's").</summary>
    public static string Tuple(params ReadOnlySpan<string> items)
    {
        var text = new StringBuilder("(");
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) text.Append(", ");
            AppendRepr(text, items[i]);
        }

        // A tuple of one has a comma, to tell it from a text in brackets.
        return text.Append(items.Length == 1 ? ",)" : ")").ToString();
    }

    private static void AppendRepr(StringBuilder text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        foreach (var rune in value.EnumerateRunes()) AppendRune(text, rune, quote);
        text.Append(quote);
    }

    private static void AppendRune(StringBuilder text, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\\': text.Append(@"\\"); break;
            case '\n': text.Append(@"\n"); break;
            case '\r': text.Append(@"\r"); break;
            case '\t': text.Append(@"\t"); break;
            case var c when c == quote: text.Append('\\').Append(quote); break;
            case var c when IsPrintable(rune): text.Append(char.ConvertFromUtf32(c)); break;
            case var c and <= 0xff: text.Append(CultureInfo.InvariantCulture, $@"\x{c:x2}"); break;
            case var c and <= 0xffff: text.Append(CultureInfo.InvariantCulture, $@"\u{c:x4}"); break;
            case var c: text.Append(CultureInfo.InvariantCulture, $@"\U{c:x8}"); break;
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}

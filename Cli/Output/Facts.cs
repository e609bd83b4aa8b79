using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrleansJobs.Cli.Output;

/// <summary>One thing as a table: what there is to say of it, line by line.</summary>
internal static class Facts
{
    /// <summary>What is known of it; what is null, or an empty list, is left out.</summary>
    public static Table Of(Words words, params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var table = Plain().HideHeaders().AddColumns("", "");
        foreach (var (name, value) in facts)
            if (words.Of(value) is not "") table.AddRow(new Text(name), Cell(value, words));
        return table;
    }

    internal static Table Plain() => new Table().Border(TableBorder.None);

    internal static IRenderable Cell(object? value, Words words) => new Text(words.Of(value), Words.StyleOf(value));
}

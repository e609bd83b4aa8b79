using Spectre.Console;

namespace OrleansJobs.Cli.Output;

/// <summary>A list as a table.</summary>
/// <param name="columns">Its columns: what stands above, and what of each.</param>
internal sealed class Grid<T>(params (string Head, Func<T, object?> Cell)[] columns)
{
    public Table Of(IEnumerable<T> rows, Words words)
    {
        var table = Facts.Plain();
        foreach (var (head, _) in columns) table.AddColumn(new TableColumn(new Text(head.ToUpperInvariant(), new Style(decoration: Decoration.Bold))));
        foreach (var row in rows) table.AddRow(columns.Select(column => Facts.Cell(column.Cell(row), words)));
        return table;
    }
}

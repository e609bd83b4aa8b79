using System.Text.Json;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Export;

/// <summary>A file of lines that an export has written, read for a database; no more than a line of it is in memory.</summary>
internal sealed class ImportFile(string path, IReadOnlyList<CopyTable> tables)
{
    // More of them help nobody.
    private const int MostFaults = 100;

    private readonly Dictionary<string, CopyTable> _tables = tables.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);
    private long _records;
    private bool _isOver;

    /// <summary>The line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The last small number that a job was given; known when the file has been read.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Reads the whole file, and says of each line that is wrong what is, up to a hundred.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        foreach (var text in Lines())
        {
            try
            {
                Read(text);
            }
            catch (Exception error) when (error is FormatException or JsonException)
            {
                faults.Add($"line {Line}: {error.Message}");
                if (faults.Count == MostFaults) return faults;
            }
        }

        if (!_isOver) faults.Add($"line {Line + 1}: the last line of an export is missing; the file was cut off");
        return faults;
    }

    /// <summary>Every record with its table, of a file in which no faults were found.</summary>
    public IEnumerable<(CopyTable Table, object?[] Row)> Records()
    {
        foreach (var text in Lines())
        {
            if (Read(text) is { } record) yield return record;
        }
    }

    private IEnumerable<string> Lines()
    {
        (Line, _records, _isOver) = (0, 0, false);
        foreach (var text in File.ReadLines(path))
        {
            Line++;
            yield return text;
        }
    }

    private (CopyTable Table, object?[] Row)? Read(string text)
    {
        if (_isOver) throw new FormatException("comes after the last line of an export");
        using var json = JsonDocument.Parse(text);
        var (line, type) = (json.RootElement, ExportForm.TypeOf(json.RootElement));
        if ((Line == 1) != (type == ExportForm.First)) throw new FormatException($"the first line, and no other, has the type {ExportForm.First}");
        switch (type)
        {
            case ExportForm.First:
                LastNumber = ExportForm.NumberOf(line);
                return null;
            case ExportForm.Last:
                _isOver = true;
                if (ExportForm.NumberOf(line) != _records) throw new FormatException($"{_records} records come before it, and it says {ExportForm.NumberOf(line)}");
                return null;
            default:
                _records++;
                if (!_tables.TryGetValue(type, out var table)) throw new FormatException($"the type {type} is not known");
                return (table, ExportForm.RowOf(line, table));
        }
    }
}

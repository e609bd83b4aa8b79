using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansJobs.Silo.Storage.Copy;

namespace OrleansJobs.Silo.Storage.Export;

/// <summary>
/// The lines of an export: a first one, one a record, a last one that says how many those are. Each is a JSON object with its type and
/// the version of the form.
/// </summary>
internal static class ExportForm
{
    public const string First = "orleansjobs.export";
    public const string Last = "orleansjobs.end";

    private const int Version = 1;
    private const string Type = "type";
    private const string FormVersion = "v";
    private const string Row = "row";
    private const string Number = "number";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the first or last line.</summary>
    /// <param name="output">The file.</param>
    /// <param name="type">Which of them.</param>
    /// <param name="number">The last small number that a job was given; or how many records there are.</param>
    public static void Write(Stream output, string type, long number) => WriteLine(output, type, json => json.WriteNumber(Number, number));

    /// <summary>Writes a record.</summary>
    public static void Write(Stream output, CopyTable table, object?[] row) => WriteLine(output, table.Name, json =>
    {
        json.WriteStartObject(Row);
        for (var i = 0; i < row.Length; i++)
        {
            json.WritePropertyName(table.Columns[i].Name);
            PlainValue.Write(json, row[i]);
        }

        json.WriteEndObject();
    });

    /// <summary>The type of a line.</summary>
    /// <exception cref="FormatException">It is no line of an export.</exception>
    public static string TypeOf(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty(Type, out var type) || type.ValueKind != JsonValueKind.String) throw new FormatException("no object with a type");
        if (!line.TryGetProperty(FormVersion, out var version) || !version.TryGetInt32(out var v) || v != Version) throw new FormatException($"another version than {Version}");
        return type.GetString()!;
    }

    /// <summary>The number of the first or last line.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static long NumberOf(JsonElement line) =>
        line.TryGetProperty(Number, out var number) && number.TryGetInt64(out var value) ? value : throw new FormatException("no number");

    /// <summary>The values of a record, in the order of the table's columns, all of which it must have, and no others.</summary>
    /// <exception cref="FormatException">They are not those of the table.</exception>
    public static object?[] RowOf(JsonElement line, CopyTable table)
    {
        if (!line.TryGetProperty(Row, out var row) || row.ValueKind != JsonValueKind.Object) throw new FormatException("no row");
        var given = row.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.OrdinalIgnoreCase);
        if (table.Columns.FirstOrDefault(column => !given.ContainsKey(column.Name)) is { } missing) throw new FormatException($"no {missing.Name}");
        if (given.Count > table.Columns.Length) throw new FormatException($"more than the columns {table.ColumnNames}");
        return [.. table.Columns.Select(column => ValueOf(given[column.Name], column))];
    }

    private static object? ValueOf(JsonElement value, CopyColumn column)
    {
        try
        {
            return PlainValue.Read(value, column.Type);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{column.Name} is {error.Message}");
        }
    }

    private static void WriteLine(Stream output, string type, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartObject();
            json.WriteString(Type, type);
            json.WriteNumber(FormVersion, Version);
            write(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}

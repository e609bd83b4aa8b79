using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using OrleansJobs.Datasets;

namespace OrleansJobs.Grains.Datasets.Csv;

/// <summary>
/// Reads a table from CSV (RFC 4180, in UTF-8, with a header) as it streams in. Fields are looked at where they lie in the
/// read buffer and never become strings, so only a text that was not there before costs memory.
/// </summary>
internal sealed class CsvLoader(DatasetOptions options)
{
    /// <summary>Beyond it a value is no measurement, and sums of such could leave the range of a double.</summary>
    private const double LargestValue = 1e100;

    private readonly DatasetBuilder _builder = new();

    /// <summary>Reads the stream to its end, and closes it.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<CsvResult> Load(Stream stream, DatasetOptions options, CancellationToken cancellationToken)
    {
        await using var reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            Encoding = Encoding.UTF8,
            BufferSize = Math.Min(options.Record, 64 << 10),
            MaxRecordSize = options.Record,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        });
        try
        {
            return await new CsvLoader(options).Read(reader, cancellationToken);
        }
        catch (CsvFormatException error)
        {
            // The reader names its own setting; the file's owner knows ours.
            var message = error.Message.Replace(nameof(CsvReaderOptions.MaxRecordSize), "the setting Datasets:Record allows", StringComparison.Ordinal);
            return new CsvResult.Refused(Math.Max(error.LineNumber, 1), null, message.TrimEnd('.'));
        }
    }

    private async Task<CsvResult> Read(CsvReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadHeaderAsync(cancellationToken);
        if (reader.Headers.Count == 0) return new CsvResult.Refused(1, null, "the file is empty");
        if (CsvColumns.Find(reader, out var missing) is not { } columns) return new CsvResult.Refused(1, null, missing);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Add(reader, columns) is { } fault) return fault;
        }

        return _builder.HasValues ? new CsvResult.Loaded(_builder.Build()) : new CsvResult.Refused(1, CsvColumns.ValueName, "no row has a value");
    }

    /// <summary>Adds the reader's row; says what is wrong with it, if anything.</summary>
    private CsvResult.Refused? Add(CsvReader reader, CsvColumns columns)
    {
        if (!Utf8.IsValid(reader.RawRecord)) return Fault(reader, null, "is not valid UTF-8");
        if (reader.RawRecord.Contains((byte)0)) return Fault(reader, null, "has the character NUL (U+0000)");
        var question = reader.GetSpan(columns.Question);
        if (FaultOf(question) is { } wrong) return Fault(reader, CsvColumns.QuestionName, wrong);
        var location = reader.GetSpan(columns.Location);
        if (FaultOf(location) is { } unknown) return Fault(reader, CsvColumns.LocationName, unknown);
        if (!TryReadValue(reader.GetSpan(columns.Value), out var value))
            return Fault(reader, CsvColumns.ValueName, $"\"{Text.Cut(reader.GetString(columns.Value), 40)}\" is not a number");

        _builder.Add(question, location, reader.GetSpan(columns.Category), reader.GetSpan(columns.Segment), value);
        return _builder.Size <= options.Size ? null
            : Fault(reader, null, $"the dataset is larger than the setting Datasets:Size allows ({options.Size} bytes)");
    }

    /// <summary>What is stored can be asked for.</summary>
    private static string? FaultOf(ReadOnlySpan<byte> text) => text.IsEmpty ? "is empty"
        : text.Length > DatasetQuestion.LongestText && Encoding.UTF8.GetCharCount(text) > DatasetQuestion.LongestText
            ? $"has more than {DatasetQuestion.LongestText} characters"
            : null;

    /// <summary>Reads a value; null for none, which published tables have where too few people answered.</summary>
    private static bool TryReadValue(ReadOnlySpan<byte> text, out double? value)
    {
        value = null;
        if (text.Trim(" \t"u8).IsEmpty) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(Math.Abs(number) <= LargestValue)) return false;
        value = number;
        return true;
    }

    private static CsvResult.Refused Fault(CsvReader reader, string? column, string message) => new(reader.LineNumber, column, message);
}

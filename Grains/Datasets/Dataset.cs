using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets;

/// <summary>A table with the sums from which every statistic is answered, made once when it is loaded. Immutable.</summary>
internal sealed class Dataset
{
    private readonly FrozenDictionary<string, QuestionTotals> _questions;
    private readonly FrozenDictionary<string, int> _locations;

    public Dataset(DatasetTable table)
        : this(table, DatasetBytes.VersionOf(DatasetBytes.Write(table)))
    {
    }

    private Dataset(DatasetTable table, string version)
    {
        Table = table;
        Version = version;
        _locations = Places(table.Locations).ToFrozenDictionary(StringComparer.Ordinal);
        var cells = SumCells(table).ToDictionary(totals => totals.Question);
        _questions = Places(table.Questions).ToFrozenDictionary(
            question => question.Key,
            question => cells.GetValueOrDefault(question.Value) ?? QuestionTotals.Empty(question.Value),
            StringComparer.Ordinal);
    }

    /// <summary>The dataset of stored bytes.</summary>
    public static Dataset From(byte[] bytes) => new(DatasetBytes.Read(bytes), DatasetBytes.VersionOf(bytes));

    /// <summary>The texts and cells.</summary>
    public DatasetTable Table { get; }

    /// <summary>Follows from the table alone.</summary>
    public string Version { get; }

    /// <summary>The sums of a question; null if the table does not have it.</summary>
    public QuestionTotals? FindQuestion(string text) => _questions.GetValueOrDefault(text);

    /// <summary>The place of a location in the table's list; null if it does not have it.</summary>
    public int? FindLocation(string text) => _locations.TryGetValue(text, out var place) ? place : null;

    private static IEnumerable<KeyValuePair<string, int>> Places(ImmutableArray<string> texts) =>
        texts.Select((text, place) => KeyValuePair.Create(text, place));

    // Cells stand in order, so each question and each location of it is one run of them.
    private static IEnumerable<QuestionTotals> SumCells(DatasetTable table)
    {
        for (int start = 0, end; start < table.Cells.Length; start = end)
        {
            end = EndOfRun(table.Cells, start, table.Cells.Length, cell => cell.Question);
            yield return new QuestionTotals(table.Cells[start].Question, [.. SumLocations(table.Cells, start, end)]);
        }
    }

    private static IEnumerable<LocationTotals> SumLocations(ImmutableArray<DatasetCell> cells, int from, int to)
    {
        for (int start = from, end; start < to; start = end)
        {
            end = EndOfRun(cells, start, to, cell => cell.Location);
            yield return new LocationTotals(cells[start].Location, cells.Slice(start, end - start));
        }
    }

    private static int EndOfRun(ImmutableArray<DatasetCell> cells, int start, int limit, Func<DatasetCell, int> part)
    {
        var end = start + 1;
        while (end < limit && part(cells[end]) == part(cells[start])) end++;
        return end;
    }
}

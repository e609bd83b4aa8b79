using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Makes a table from rows, one after the other, and keeps no row.</summary>
internal sealed class DatasetBuilder
{
    /// <summary>What a text or a cell costs in memory besides a text's own bytes, about.</summary>
    private const int Each = 40;

    private readonly TextColumn _questions = new();
    private readonly TextColumn _locations = new();
    private readonly TextColumn _categories = new();
    private readonly TextColumn _segments = new();
    private readonly Dictionary<Key, RunningSum> _cells = [];
    private long _rows;
    private long _rowsWithoutValue;

    private readonly record struct Key(int Question, int Location, int Category, int Segment);

    /// <summary>Bytes in use, about.</summary>
    public long Size =>
        Sum(column => column.Bytes) + Each * (Sum(column => column.Count) + _cells.Count);

    /// <summary>Whether there is a value at all.</summary>
    public bool HasValues => _cells.Count > 0;

    /// <summary>Adds a row. Without category or segment it counts for its question and location only.</summary>
    public void Add(
        ReadOnlySpan<byte> question, ReadOnlySpan<byte> location, ReadOnlySpan<byte> category, ReadOnlySpan<byte> segment, double? value)
    {
        _rows++;
        var (questionNumber, locationNumber) = (_questions.NumberOf(question), _locations.NumberOf(location));
        if (value is not { } number)
        {
            _rowsWithoutValue++;
            return;
        }

        var key = category.IsEmpty || segment.IsEmpty
            ? new Key(questionNumber, locationNumber, DatasetCell.None, DatasetCell.None)
            : new Key(questionNumber, locationNumber, _categories.NumberOf(category), _segments.NumberOf(segment));
        CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _).Add(number);
    }

    /// <summary>The table of all rows added.</summary>
    public DatasetTable Build()
    {
        var questions = _questions.Sort(out var questionPlaces);
        var locations = _locations.Sort(out var locationPlaces);
        var categories = _categories.Sort(out var categoryPlaces);
        var segments = _segments.Sort(out var segmentPlaces);
        return new DatasetTable
        {
            Rows = _rows,
            RowsWithoutValue = _rowsWithoutValue,
            Questions = questions,
            Locations = locations,
            Categories = categories,
            Segments = segments,
            Cells = Sorted(_cells.Select(cell => new DatasetCell(
                questionPlaces[cell.Key.Question],
                locationPlaces[cell.Key.Location],
                Place(categoryPlaces, cell.Key.Category),
                Place(segmentPlaces, cell.Key.Segment),
                cell.Value.Total))),
        };
    }

    private static ImmutableArray<DatasetCell> Sorted(IEnumerable<DatasetCell> cells)
    {
        var sorted = cells.ToArray();
        Array.Sort(sorted, static (a, b) =>
            a.Question != b.Question ? a.Question - b.Question
            : a.Location != b.Location ? a.Location - b.Location
            : a.Category != b.Category ? a.Category - b.Category
            : a.Segment - b.Segment);
        return ImmutableCollectionsMarshal.AsImmutableArray(sorted);
    }

    private static int Place(int[] places, int number) => number == DatasetCell.None ? DatasetCell.None : places[number];

    private long Sum(Func<TextColumn, long> size) => size(_questions) + size(_locations) + size(_categories) + size(_segments);
}

using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets;

/// <summary>The values of one question in one location: at least one.</summary>
internal sealed class LocationTotals
{
    public LocationTotals(int location, ImmutableArray<DatasetCell> cells)
    {
        Location = location;
        Cells = cells;
        var sum = new RunningSum();
        foreach (var cell in cells) sum.Add(cell.Total);
        Total = sum.Total;
    }

    /// <summary>The location's place in the table's list.</summary>
    public int Location { get; }

    /// <summary>By category and segment; values without them come first.</summary>
    public ImmutableArray<DatasetCell> Cells { get; }

    /// <summary>All values.</summary>
    public Total Total { get; }
}

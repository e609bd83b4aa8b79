using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets;

/// <summary>The values of one question.</summary>
internal sealed class QuestionTotals
{
    public QuestionTotals(int question, ImmutableArray<LocationTotals> locations)
    {
        Question = question;
        Locations = locations;
        // Locations with one mean stay in their own order.
        ByMean = [.. locations.OrderBy(location => location.Total.Mean)];
        var sum = new RunningSum();
        foreach (var location in locations) sum.Add(location.Total);
        Total = sum.Total;
    }

    /// <summary>The question's place in the table's list.</summary>
    public int Question { get; }

    /// <summary>The locations with values, in the table's order.</summary>
    public ImmutableArray<LocationTotals> Locations { get; }

    /// <summary>The same, the lowest mean first.</summary>
    public ImmutableArray<LocationTotals> ByMean { get; }

    /// <summary>All values.</summary>
    public Total Total { get; }

    /// <summary>A question without values.</summary>
    public static QuestionTotals Empty(int question) => new(question, []);

    /// <summary>The values in a location; null if there are none.</summary>
    public LocationTotals? Find(int location)
    {
        var (low, high) = (0, Locations.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Locations[middle].Location == location) return Locations[middle];
            if (Locations[middle].Location < location) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}

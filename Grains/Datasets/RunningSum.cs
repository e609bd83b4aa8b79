using System.Runtime.InteropServices;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// A sum of many numbers and their count. The error of each addition is carried along (A. Neumaier, "Rundungsfehleranalyse
/// einiger Verfahren zur Summation endlicher Summen", 1974), so that the sum is exact to its last digits in any order.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RunningSum
{
    private double _sum;
    private double _error;
    private long _count;

    /// <summary>The sum so far.</summary>
    public readonly Total Total => new(_sum + _error, _count);

    /// <summary>Adds a number.</summary>
    public void Add(double value) => Add(value, 1);

    /// <summary>Adds all numbers of a sum.</summary>
    public void Add(Total total) => Add(total.Sum, total.Count);

    private void Add(double value, long count)
    {
        var sum = _sum + value;
        _error += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
        _count += count;
    }
}

using System.Globalization;
using System.Numerics;

namespace OrleansJobs.Jobs;

/// <summary>
/// Whole numbers in JSON however they are written: to JSON Schema (2020-12, 4.2.3) 5.0 and 5e0 are integers too. Numbers are taken
/// as decimals, so of more than 28 digits the rest is rounded away.
/// </summary>
public static class WholeNumber
{
    /// <summary>The number as a whole one of this size, if it is.</summary>
    public static bool TryConvert<T>(decimal number, out T whole)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        var fits = decimal.IsInteger(number) && number >= decimal.CreateChecked(T.MinValue) && number <= decimal.CreateChecked(T.MaxValue);
        whole = fits ? T.CreateChecked(number) : T.Zero;
        return fits;
    }

    /// <summary>A number as text: its digits if it is whole, else as it came.</summary>
    public static string Text(decimal number, string asItCame) =>
        decimal.IsInteger(number) ? number.ToString("0", CultureInfo.InvariantCulture) : asItCame;
}

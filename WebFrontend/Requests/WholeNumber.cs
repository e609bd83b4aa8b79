using System.Globalization;
using System.Text.Json;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>Whole numbers however they are written: to JSON Schema 5.0 and 5e0 are integers too.</summary>
internal static class WholeNumber
{
    /// <summary>Reads a whole number of 32 bits.</summary>
    public static bool TryRead(JsonElement value, out int number)
    {
        number = 0;
        if (value.ValueKind != JsonValueKind.Number) return false;
        if (value.TryGetInt32(out number)) return true;
        if (!value.TryGetDecimal(out var exact) || !decimal.IsInteger(exact) || exact is < int.MinValue or > int.MaxValue) return false;
        number = (int)exact;
        return true;
    }

    /// <summary>A number as text: its digits if it is whole, else as it came.</summary>
    public static string Text(JsonElement value) =>
        TryRead(value, out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText();
}

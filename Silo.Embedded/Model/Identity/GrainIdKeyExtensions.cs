using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>
/// Keys of the three kinds as bytes and back: integers as upper-case hexadecimal, Guids as 32 hexadecimal digits,
/// strings as they are. A subset of Orleans' members.
/// </summary>
public static class GrainIdKeyExtensions
{
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    /// <summary>Reads an integer key; what follows a <c>+</c> comes as <paramref name="keyExt"/>.</summary>
    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var digits = Split(grainId, grainId.Key.AsSpan().IndexOf((byte)'+'), out keyExt);
        return long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }

    /// <summary>Reads a Guid key; what follows a <c>+</c> comes as <paramref name="keyExt"/>.</summary>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var digits = Split(grainId, grainId.Key.AsSpan().IndexOf((byte)'+'), out keyExt);
        return Guid.TryParseExact(digits, "N", out key);
    }

    private static string Split(GrainId grainId, int border, out string? extension)
    {
        var key = grainId.Key.AsSpan();
        extension = border < 0 ? null : Encoding.UTF8.GetString(key[(border + 1)..]);
        return Encoding.UTF8.GetString(border < 0 ? key : key[..border]);
    }
}

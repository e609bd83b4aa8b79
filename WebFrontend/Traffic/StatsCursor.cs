using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Unicode;
using OrleansJobs.Traffic;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>
/// Where a page begins, as text that callers hand back unread: the last entry of the page before, its count big-endian and
/// its path in UTF-8, in base64url.
/// </summary>
internal static class StatsCursor
{
    public static string Write(PathCount last)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(last.Url)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, last.Requests);
        Encoding.UTF8.GetBytes(last.Url, bytes.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null if the text is no cursor.</summary>
    public static PathCount? Read(string text)
    {
        // Decoding throws on what is not base64url.
        if (!Base64Url.IsValid(text, out var length) || length <= sizeof(long)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        var url = bytes.AsSpan(sizeof(long));
        // What no path has, and the store's text cannot hold either.
        if (!Utf8.IsValid(url) || url.Contains((byte)0)) return null;
        return new PathCount { Url = Encoding.UTF8.GetString(url), Requests = BinaryPrimitives.ReadInt64BigEndian(bytes) };
    }
}

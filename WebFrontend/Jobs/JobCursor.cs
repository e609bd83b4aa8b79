using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Where a page begins, as text that callers hand back unread: a number that is not negative, such as the store's sequence
/// number, big-endian, in base64url.
/// </summary>
internal static class JobCursor
{
    public static string Write(long before)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, before);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, out long before)
    {
        before = 0;
        // Decoding throws on what is not base64url.
        if (!Base64Url.IsValid(text, out var length) || length != sizeof(long)) return false;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Base64Url.DecodeFromChars(text, bytes);
        before = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return before >= 0;
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Where a page of jobs begins, as text that callers hand back unread: the store's sequence number, big-endian, in
/// base64url.
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
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        before = 0;
        // The length is checked first: decoding throws when its target is too small.
        if (text.Length != Base64Url.GetEncodedLength(sizeof(long))
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != sizeof(long))
            return false;
        before = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return before >= 0;
    }
}

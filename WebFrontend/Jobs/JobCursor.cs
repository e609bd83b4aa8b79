using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// Where a page begins, as text that callers hand back unread: a number that is not negative, big-endian, in base64url. It is the
/// store's sequence number of a job, or the attempt and number of a line of a log.
/// </summary>
internal static class JobCursor
{
    public static string Write(long before)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, before);
        return Base64Url.EncodeToString(bytes);
    }

    public static string Write(JobLogPosition position) => Write((long)position.Attempt << 32 | (uint)position.Number);

    /// <summary>Null if the text is none.</summary>
    public static long? Read(string text)
    {
        // Decoding throws on what is not base64url.
        if (!Base64Url.IsValid(text, out var length) || length != sizeof(long)) return null;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Base64Url.DecodeFromChars(text, bytes);
        var before = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return before >= 0 ? before : null;
    }

    /// <inheritdoc cref="Read"/>
    public static JobLogPosition? ReadPosition(string text) =>
        Read(text) is { } place && (uint)place <= int.MaxValue ? new JobLogPosition { Attempt = (int)(place >> 32), Number = (int)place } : null;
}

using System.Buffers;
using System.Text.Unicode;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>UTF-8 in pieces, as it comes from a connection.</summary>
internal static class Utf8Sequence
{
    /// <summary>Whether the whole text is valid UTF-8. A character may begin in one piece and end in another.</summary>
    public static bool IsValid(ReadOnlySequence<byte> text)
    {
        Span<byte> cut = stackalloc byte[4];
        var length = 0;
        foreach (var piece in text)
        {
            var rest = piece.Span;
            while (length > 0 && !rest.IsEmpty)
            {
                cut[length++] = rest[0];
                rest = rest[1..];
                var status = Rune.DecodeFromUtf8(cut[..length], out _, out _);
                if (status == OperationStatus.InvalidData) return false;
                if (status == OperationStatus.Done) length = 0;
            }

            if (rest.IsEmpty) continue;
            if (Rune.DecodeLastFromUtf8(rest, out _, out var tail) == OperationStatus.NeedMoreData)
            {
                rest[^tail..].CopyTo(cut);
                length = tail;
                rest = rest[..^tail];
            }

            if (!Utf8.IsValid(rest)) return false;
        }

        return length == 0;
    }
}

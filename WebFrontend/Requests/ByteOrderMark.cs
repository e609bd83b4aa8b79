using System.Buffers;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The mark that some programs put before UTF-8. It is no part of the text (RFC 8259, 8.1, lets readers pass over it).</summary>
internal static class ByteOrderMark
{
    /// <summary>The body without the mark.</summary>
    public static ReadOnlySequence<byte> Skip(ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        reader.IsNext(Encoding.UTF8.Preamble, advancePast: true);
        return reader.UnreadSequence;
    }
}

using System.Buffers;
using System.Text;
using OrleansJobs.WebFrontend.Requests;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>UTF-8 in pieces is as valid as it is in one.</summary>
public class Utf8SequenceTests
{
    public static TheoryData<byte[], bool> Texts => new()
    {
        { [], true },
        { Encoding.UTF8.GetBytes("plain"), true },
        { Encoding.UTF8.GetBytes("h\u00e9 \u20ac \U0001F600 x"), true },
        { [.. "x"u8, 0xF0, 0x9F, 0x98], false },
        { [.. "x"u8, 0xE2, 0x82, .. "y"u8], false },
        { [0xFF, .. "x"u8], false },
        { [0x80, .. "x"u8], false },
        { [0xC0, 0xAF], false },
        { [0xED, 0xA0, 0x80], false },
        { [0xF4, 0x90, 0x80, 0x80], false },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_is_as_valid_however_it_is_cut(byte[] text, bool valid)
    {
        for (var size = 1; size <= text.Length + 1; size++)
            Assert.Equal(valid, Utf8Sequence.IsValid(Cut(text, size)));
    }

    /// <summary>The text in pieces of the size, with an empty one before each.</summary>
    private static ReadOnlySequence<byte> Cut(byte[] text, int size)
    {
        var first = new Piece(ReadOnlyMemory<byte>.Empty, 0);
        var last = first;
        foreach (var piece in text.Chunk(size))
        {
            last = last.Append(piece).Append(ReadOnlyMemory<byte>.Empty);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OrleansJobs.Grains.Datasets;

/// <summary>The texts of a column while it is read: each different one once, in UTF-8, with the number that stands for it in rows.</summary>
internal sealed class TextColumn
{
    private readonly Dictionary<byte[], int> _numbers = new(new ByBytes());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _find;

    public TextColumn() => _find = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>How many different texts there are.</summary>
    public int Count => _numbers.Count;

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The text's number, from 0 in order of appearance.</summary>
    public int NumberOf(ReadOnlySpan<byte> text)
    {
        if (_find.TryGetValue(text, out var number)) return number;
        number = _numbers.Count;
        _find[text] = number;
        Bytes += text.Length;
        return number;
    }

    /// <summary>
    /// The texts in order of their code points (which is that of their bytes), and for each number the place that its text has there.
    /// </summary>
    public ImmutableArray<string> Sort(out int[] places)
    {
        var sorted = _numbers.ToArray();
        Array.Sort(sorted, (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        places = new int[sorted.Length];
        for (var place = 0; place < sorted.Length; place++) places[sorted[place].Value] = place;
        return [.. sorted.Select(text => Encoding.UTF8.GetString(text.Key))];
    }

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        // Seeded anew in each process, so that nobody can choose texts that collide.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}

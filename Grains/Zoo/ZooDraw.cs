using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace OrleansJobs.Grains.Zoo;

/// <summary>
/// What a query will see and how long it takes. Both follow from the query's id alone, so that a query that is started
/// again after a crash goes on as if nothing had happened. Pure.
/// </summary>
/// <param name="Sentence">Adjective, animal, verb, adverb: "Thirsty bisons sing carefully".</param>
/// <param name="Delay">A whole number of seconds within the configured range.</param>
public readonly record struct ZooDraw(string Sentence, TimeSpan Delay)
{
    /// <summary>Draws for the query <paramref name="id"/>: from the first four 32-bit numbers of SHA-256 over the id.</summary>
    public static ZooDraw For(Guid id, string animal, ZooWords words, TimeSpan minDelay, TimeSpan maxDelay)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id.ToByteArray(bigEndian: true), hash);

        var adjective = Pick(words.Adjectives, hash);
        var sentence = $"{char.ToUpperInvariant(adjective[0])}{adjective[1..]} {animal} {Pick(words.Verbs, hash[4..])} {Pick(words.Adverbs, hash[8..])}";
        var (first, last) = WholeSeconds(minDelay, maxDelay);
        var seconds = first + (long)(Number(hash[12..]) % (ulong)(last - first + 1));
        return new ZooDraw(sentence, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>The first and last whole number of seconds within the range; the last is less than the first if there is none.</summary>
    public static (long First, long Last) WholeSeconds(TimeSpan minDelay, TimeSpan maxDelay) =>
        ((long)Math.Ceiling(minDelay.TotalSeconds), (long)Math.Floor(maxDelay.TotalSeconds));

    private static string Pick(ImmutableArray<string> words, ReadOnlySpan<byte> hash) => words[(int)(Number(hash) % (ulong)words.Length)];

    private static ulong Number(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt32BigEndian(hash);
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansJobs.Grains.Traffic;

/// <summary>
/// The paths that a test run requests: 1 to 6 segments, drawn from a pool of three different words of three different
/// lowercase letters. The pool follows from the run's id alone, so that a run that is started again keeps it. Not for several threads.
/// </summary>
public sealed class TestPaths
{
    private const int Words = 3;
    private const int WordLength = 3;
    private const int LongestPath = 6;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly Random _random;
    private readonly string[] _pool;

    /// <summary>Draws the pool of the run <paramref name="id"/>, from the first 32 bits of SHA-256 over the id.</summary>
    public TestPaths(Guid id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id.ToByteArray(bigEndian: true), hash);
        _random = new Random(BinaryPrimitives.ReadInt32BigEndian(hash));
        _pool = DrawPool();
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Pool => _pool;

    /// <summary>The next path: "/api/dog/cat/dog/".</summary>
    public string Next() => $"/api/{string.Join('/', _random.GetItems(_pool, _random.Next(1, LongestPath + 1)))}/";

    private string[] DrawPool()
    {
        var pool = new HashSet<string>();
        while (pool.Count < Words)
        {
            var letters = Letters.ToCharArray();
            _random.Shuffle(letters);
            pool.Add(new string(letters, 0, WordLength));
        }

        return [.. pool];
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansJobs.Jobs;

/// <summary>Makes the ids that do not come from chance: those derived from keys.</summary>
public static class JobId
{
    /// <summary>The tenant of every job while callers have no identity.</summary>
    public const string DefaultTenant = "default";

    /// <summary>
    /// The id of the job that <paramref name="tenant"/> submits under <paramref name="key"/>: a UUIDv8 (RFC 9562, 5.8)
    /// from the first 128 bits of SHA-256 over both texts in UTF-8, each behind its length in bytes (32 bits, big-endian).
    /// </summary>
    public static Guid FromKey(string tenant, string key) => Hash([tenant, key]);

    /// <summary>
    /// The id of the <see cref="IDebounceGrain"/> that takes what <paramref name="tenant"/> submits of <paramref name="kind"/> under the
    /// debounce key <paramref name="key"/>: made of the three texts in the same way.
    /// </summary>
    public static Guid OfDebounce(string tenant, string kind, string key) => Hash([tenant, kind, key]);

    /// <summary>
    /// The id of the run of a schedule for a due time, made of three texts ("schedule", its name, the time in UTC) in the same way: so there
    /// is one run a due time, whoever submits it however often.
    /// </summary>
    public static Guid OfRun(string schedule, DateTimeOffset dueAt) =>
        Hash(["schedule", schedule, dueAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)]);

    /// <summary>
    /// The id of the job that the completion of a batch submits under a name such as "onCompleted", made of three texts ("callback", the batch's
    /// id, the name) in the same way.
    /// </summary>
    public static Guid OfCallback(Guid batch, string name) => Hash(["callback", $"{batch}", name]);

    /// <summary>
    /// The id of a job that is submitted together with its batch, made of three texts ("member", the batch's id, the job's place from 0) in the
    /// same way.
    /// </summary>
    public static Guid OfMember(Guid batch, int index) => Hash(["member", $"{batch}", index.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>
    /// The id of the batch that <paramref name="tenant"/> makes under <paramref name="key"/>, made of three texts ("batch" and both) in the same way.
    /// </summary>
    public static Guid OfBatch(string tenant, string key) => Hash(["batch", tenant, key]);

    /// <summary>
    /// The id of the batch to which the handler of a job fans out under a name, made of four texts ("children", the job's id, the number of the
    /// series of its steps, the name) in the same way.
    /// </summary>
    public static Guid OfChildren(Guid job, int series, string name) =>
        Hash(["children", $"{job}", series.ToString(CultureInfo.InvariantCulture), name]);

    /// <summary>
    /// The id of the job that tells of an end of another, made of four texts ("delivery", the other's id, when that was made in UTC, the number of its end
    /// from 1) in the same way. The time tells apart jobs that were made under one key, after a deletion.
    /// </summary>
    public static Guid OfDelivery(Guid job, DateTimeOffset createdAt, int number) =>
        Hash(["delivery", $"{job}", createdAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture)]);

    private static Guid Hash(ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts) AppendPrefixed(hash, text);
        Span<byte> bytes = stackalloc byte[32];
        hash.GetHashAndReset(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }

    private static void AppendPrefixed(IncrementalHash hash, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}

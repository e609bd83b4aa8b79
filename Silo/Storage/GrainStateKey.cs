using System.Text;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The key of a grain's state in Microsoft Orleans' table OrleansStorage, as its AdoNet provider computes it. A Guid or
/// integer key stands in two numbers, its extension or a string key in a text. The hashes are Orleans' stable hash, that of
/// the grain id over the key's bytes backwards.
/// </summary>
internal readonly record struct GrainStateKey
{
    public int IdHash { get; }
    public long N0 { get; }
    public long N1 { get; }
    public int TypeHash { get; }

    /// <summary>The state's name; the grain's type is not part of the key, so state names must be unique.</summary>
    public string TypeString { get; }

    public string? Extension { get; }

    public GrainStateKey(string stateName, GrainId grainId)
    {
        TypeString = stateName;
        TypeHash = unchecked((int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(stateName)));
        byte[] bytes;
        if (grainId.TryGetGuidKey(out var guid, out var extension))
        {
            bytes = guid.ToByteArray();
            N0 = BitConverter.ToInt64(bytes, 0);
            N1 = BitConverter.ToInt64(bytes, 8);
            Extension = extension;
        }
        else if (grainId.TryGetIntegerKey(out var number, out extension))
        {
            bytes = BitConverter.GetBytes(number);
            N1 = number;
            Extension = extension;
        }
        else
        {
            bytes = [];
            Extension = grainId.Key.ToString();
        }

        bytes = [.. bytes, .. Encoding.UTF8.GetBytes(Extension ?? "")];
        Array.Reverse(bytes);
        IdHash = unchecked((int)StableHash.ComputeHash(bytes));
    }
}

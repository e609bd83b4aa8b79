using System.Globalization;

namespace OrleansJobs.Simulation.World;

/// <summary>What happened in a run, as a hash over all of it, and as text if somebody wants to read it.</summary>
internal sealed class Trace(Action<string>? reader)
{
    // FNV-1a, 64 bits: two runs that differ anywhere have other hashes, as far as chance goes.
    private ulong _hash = 14695981039346656037;

    /// <summary>16 hexadecimal digits.</summary>
    public string Hash => _hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Adds a step that is not worth a line.</summary>
    public void Step(long now, int process, int choice)
    {
        Mix((ulong)now);
        Mix(((ulong)(uint)process << 32) | (uint)choice);
    }

    /// <summary>Adds an event that a reader may want to see.</summary>
    public void Note(long now, string what)
    {
        Mix((ulong)now);
        foreach (var c in what) _hash = (_hash ^ c) * 1099511628211;
        Tell(now, what);
    }

    /// <summary>Whether somebody reads it.</summary>
    public bool IsRead => reader is not null;

    /// <summary>Shows something to the reader that needs no place in the hash.</summary>
    public void Tell(long now, string what) =>
        reader?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{new TimeSpan(now).TotalSeconds,12:F6} {what}"));

    private void Mix(ulong value)
    {
        for (var i = 0; i < 8; i++)
        {
            _hash = (_hash ^ (value & 0xFF)) * 1099511628211;
            value >>= 8;
        }
    }
}

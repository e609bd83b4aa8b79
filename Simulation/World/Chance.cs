namespace OrleansJobs.Simulation.World;

/// <summary>
/// Seeded random numbers, the same in every process and version: SplitMix64 (Steele, Lea, Flood: "Fast splittable
/// pseudorandom number generators", OOPSLA 2014).
/// </summary>
/// <remarks>Each part of a simulation draws from a stream of its own, so that one part's drawing less does not change the others.</remarks>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The stream that a part of the run of this seed draws from.</summary>
    public static Chance Of(ulong seed, string part)
    {
        // FNV-1a over the name; string hashes differ from process to process.
        var hash = 14695981039346656037;
        foreach (var c in part) hash = (hash ^ c) * 1099511628211;
        return new Chance(new Chance(seed ^ hash).Bits());
    }

    public ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)((Bits() >> 33) % (ulong)limit);

    /// <summary>From <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int From(int first, int last) => first + Below(last - first + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public double Fraction() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Between the two, in whole microseconds.</summary>
    public TimeSpan Between(TimeSpan shortest, TimeSpan longest)
    {
        var range = (ulong)((longest - shortest).Ticks / TimeSpan.TicksPerMicrosecond) + 1;
        return shortest + TimeSpan.FromTicks((long)(Bits() % range) * TimeSpan.TicksPerMicrosecond);
    }

    public TimeSpan Seconds(double shortest, double longest) => Between(TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest));

    public TimeSpan Milliseconds(double shortest, double longest) =>
        Between(TimeSpan.FromMilliseconds(shortest), TimeSpan.FromMilliseconds(longest));
}

using System.Globalization;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Real;

/// <summary>What one process of a real run has to do, as its command line.</summary>
/// <param name="Number">Counted from 0.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Steps">Operations of this process's clients.</param>
/// <param name="IsKilled">Whether it is to die.</param>
/// <param name="Deadly">Whether jobs kill their process, too.</param>
/// <param name="Plant">The bug put in.</param>
/// <param name="Directory">Where the database is.</param>
/// <param name="Anchor">When the run began.</param>
internal sealed record LifeSpec(
    int Number, ulong Seed, int Steps, bool IsKilled, bool Deadly, Plant Plant, string Directory, DateTimeOffset Anchor)
{
    /// <summary>The first word of such a command line.</summary>
    public const string Word = "life";

    public string[] ToArguments() =>
    [
        Word, $"{Number}", $"{Seed}", $"{Steps}", $"{IsKilled}", $"{Deadly}", $"{Plant}", Directory, Anchor.ToString("O", CultureInfo.InvariantCulture),
    ];

    public static LifeSpec Parse(string[] words) => new(
        int.Parse(words[1], CultureInfo.InvariantCulture),
        ulong.Parse(words[2], CultureInfo.InvariantCulture),
        int.Parse(words[3], CultureInfo.InvariantCulture),
        bool.Parse(words[4]),
        bool.Parse(words[5]),
        Enum.Parse<Plant>(words[6]),
        words[7],
        DateTimeOffset.Parse(words[8], CultureInfo.InvariantCulture));
}

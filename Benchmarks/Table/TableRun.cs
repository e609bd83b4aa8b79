using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>
/// What this service does with jobs, and others do on the same machine, in turn: round by round, so that a machine that becomes slower is so for all.
/// </summary>
/// <param name="program">The service's program.</param>
/// <param name="url">Where the service listens.</param>
/// <param name="server">A database on PostgreSQL, whose user may create others; null: only SQLite.</param>
/// <param name="against">Names of <see cref="Peer.All"/>.</param>
/// <param name="rounds">How often all is measured.</param>
/// <param name="warm">How long each is under load before.</param>
/// <param name="time">How long jobs are submitted one by one.</param>
internal sealed class TableRun(string program, Uri url, string? server, IReadOnlyList<string> against, int rounds, TimeSpan warm, TimeSpan time)
{
    /// <summary>Measures, and writes the table.</summary>
    public async Task Run()
    {
        var figures = new List<(string Of, string Database, Figure Figure)>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var database in server is null ? [null] : new[] { null, server })
            {
                await Add("OrleansJobs", database, () => OwnRun.Measure(program, url, database, warm, time));
                foreach (var name in against.Where(name => Peer.All[name].Databases.Contains(Scratch.NameOf(database))))
                    await Add(Peer.All[name].Name, database, () => Peer.Measure(name, database, warm, time));
            }
        }

        Write(figures);

        async Task Add(string name, string? database, Func<Task<IReadOnlyList<Figure>>> measure)
        {
            var measured = await measure();
            figures.AddRange(measured.Select(one => (name, Scratch.NameOf(database), one)));
            Console.Error.WriteLine($"{name} on {Scratch.NameOf(database)}: {string.Join(", ", measured.Select(one => $"{one.Value:0.#} {one.Unit}"))}");
        }
    }

    private void Write(List<(string Of, string Database, Figure Figure)> figures)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; {rounds} rounds, each {time.TotalSeconds:0} s after {warm.TotalSeconds:0} s of load.");
        Console.WriteLine();
        Console.WriteLine("| of | on | what | median | each | processor a job | OrleansJobs by it |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in figures.GroupBy(one => (one.Database, one.Figure.What, one.Of)).OrderBy(row => row.Key.Database, StringComparer.Ordinal))
        {
            var (median, own) = (Median.Of(row.Select(one => one.Figure.Value)), figures.Where(one => one.Of == "OrleansJobs" && one.Database == row.Key.Database && one.Figure.What == row.Key.What));
            var processor = row.First().Figure.Processor is null ? "" : $"{Median.Of(row.Select(one => one.Figure.Processor!.Value)):0} µs";
            var ratio = row.Key.Of == "OrleansJobs" ? "" : $"{Median.Of(own.Select(one => one.Figure.Value)) / median:0.0}";
            Console.WriteLine($"| {row.Key.Of} | {row.Key.Database} | {row.Key.What} | {Number(median)} {row.First().Figure.Unit} | {string.Join("; ", row.Select(one => Number(one.Figure.Value)))} | {processor} | {ratio} |");
        }
    }

    private static string Number(double value) => value.ToString(value < 100 ? "0.##" : "N0", CultureInfo.InvariantCulture);
}

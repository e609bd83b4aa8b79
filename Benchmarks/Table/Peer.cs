using System.Diagnostics;
using System.Text.Json;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>Another library for jobs, in a process of its own, whose callers are in it too: they need no HTTP.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Databases">On which of SQLite and PostgreSQL it runs.</param>
/// <param name="Run">Runs it on a database until what is given to it has been done.</param>
internal sealed record Peer(string Name, IReadOnlyList<string> Databases, Func<string, Func<Func<Task>, Task>, Task> Run)
{
    /// <summary>All that there are, by what they are called on the command line.</summary>
    public static IReadOnlyDictionary<string, Peer> All { get; } = new Dictionary<string, Peer>(StringComparer.OrdinalIgnoreCase)
    {
        ["quartz"] = new("Quartz.NET", ["SQLite", "PostgreSQL"], QuartzPeer.Run),
        ["hangfire"] = new("Hangfire", ["PostgreSQL"], HangfirePeer.Run),
    };

    /// <summary>Measures it in a new process.</summary>
    public static async Task<IReadOnlyList<Figure>> Measure(string name, string? server, TimeSpan warm, TimeSpan time)
    {
        await using var scratch = await Scratch.Create(server);
        var start = new ProcessStartInfo("dotnet", [typeof(Peer).Assembly.Location, "peer", name, "--database", scratch.Connection, "--warm", $"{warm.TotalSeconds:0}", "--seconds", $"{time.TotalSeconds:0}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var lines = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? [JsonSerializer.Deserialize<Figure>(lines)!] : throw new InvalidOperationException($"{name} ended with exit code {process.ExitCode}.");
    }

    /// <summary>Runs it in this process, and writes the figure.</summary>
    public static async Task Write(string name, string database, TimeSpan warm, TimeSpan time) => await All[name].Run(database, async submit =>
    {
        await Load.Run(Figure.Callers, warm, submit, PeerJobs.WhenRun);
        PeerJobs.Forget();
        using var self = Process.GetCurrentProcess();
        var began = self.TotalProcessorTime;
        var (jobs, _, took) = await Load.Run(Figure.Callers, time, submit, PeerJobs.WhenRun);
        self.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Figure(Figure.Noops, jobs / took.TotalSeconds, "/s", (self.TotalProcessorTime - began).TotalMicroseconds / jobs)));
    });
}

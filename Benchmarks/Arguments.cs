namespace OrleansJobs.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(string Command, Uri Url, int Connections, int Seconds, int Jobs, string Service, int Minutes, int KillEvery)
{
    public static Arguments Parse(string[] args)
    {
        var given = new Dictionary<string, string>();
        for (var i = 1; i + 1 < args.Length; i += 2) given[args[i].TrimStart('-')] = args[i + 1];
        var url = new Uri(given.GetValueOrDefault("url", "http://127.0.0.1:5000"));
        if (!url.IsLoopback) throw new ArgumentException("Only a service on this machine may be loaded.");
        return new Arguments(args.FirstOrDefault("throughput"), url, Number("connections", 32), Number("seconds", 10), Number("jobs", 1_000),
            given.GetValueOrDefault("service", ""), Number("minutes", 30), Number("kill-every", 60));

        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text, null) : otherwise;
    }
}

using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Cluster;

/// <summary>A cluster as it is run: silos and a web process as processes of their own, over a PostgreSQL server.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly List<Silo> _silos = [];
    private readonly string[] _gateways;
    private readonly string[] _settings;

    private ClusterProcesses(PostgreSqlServer server, int gateways, string[] settings)
    {
        Server = server;
        _settings = settings;
        _gateways = [.. Enumerable.Range(0, gateways).Select(_ => $"127.0.0.1:{ServiceProcess.FreePort()}")];
        Web = ServiceProcess.Begin(
            "OrleansJobs.WebFrontend.dll",
            [.. _gateways.Select((gateway, index) => $"--Cluster:Gateways:{index}={gateway}"), .. settings]);
    }

    public PostgreSqlServer Server { get; }

    public ServiceProcess Web { get; }

    /// <summary>Starts the server and the web process, and no silo yet.</summary>
    /// <param name="gateways">How many silos the web process knows.</param>
    /// <param name="settings">Of all processes.</param>
    public static ClusterProcesses Start(int gateways = 3, params string[] settings) => new(new PostgreSqlServer(), gateways, settings);

    /// <summary>Starts another web process, which knows the silo of this number only, with settings of its own.</summary>
    public ServiceProcess BeginWeb(int number, params string[] settings) =>
        ServiceProcess.Begin("OrleansJobs.WebFrontend.dll", [$"--Cluster:Gateways:0={_gateways[number]}", .. settings]);

    /// <summary>Waits until the silo has printed a line with this text.</summary>
    public Task WhenPrinted(int number, string text)
    {
        lock (_silos) return _silos.Single(silo => silo.Number == number).Process.WhenPrinted(text);
    }

    /// <summary>Starts the silo with this number, from 0, and waits until it is ready.</summary>
    public async Task StartSilo(int number)
    {
        var (gateway, port) = (_gateways[number], ServiceProcess.FreePort());
        var silo = new Silo(number, port, ServiceProcess.Begin(
            "OrleansJobs.Silo.dll",
            [.. _settings, "--Cluster:Provider=PostgreSql", "--Cluster:Address=127.0.0.1", $"--Cluster:SiloPort={port}", $"--Cluster:GatewayPort={gateway.Split(':')[1]}",
            "--Storage:Provider=PostgreSql", $"--ConnectionStrings:OrleansJobs={Server.ConnectionString}", "--Queues:default:Concurrency=60"]));
        lock (_silos) _silos.Add(silo);
        await silo.Process.WhenReady();
    }

    /// <summary>Whether what runs under this name, which is an address, is the silo with this number.</summary>
    public bool IsSilo(int number, string name)
    {
        lock (_silos) return name.Contains($":{_silos.Single(silo => silo.Number == number).Port}@", StringComparison.Ordinal);
    }

    /// <summary>Starts silos, each while the others start.</summary>
    public Task StartSilos(params int[] numbers) => Task.WhenAll(numbers.Select(StartSilo));

    /// <summary>Starts the silos that the web process knows and that do not run.</summary>
    public Task StartMissing()
    {
        lock (_silos) return StartSilos([.. Enumerable.Range(0, _gateways.Length).Except(_silos.Select(silo => silo.Number))]);
    }

    /// <summary>Ends a silo as a power cut would.</summary>
    public Task KillSilo(int number) => Take(number).Process.Kill();

    /// <summary>Asks a silo to stop; answers its exit code.</summary>
    public Task<int> StopSilo(int number) => Take(number).Process.Stop();

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        foreach (var silo in _silos) await silo.Process.DisposeAsync();
        Server.Dispose();
    }

    private Silo Take(int number)
    {
        lock (_silos)
        {
            var silo = _silos.Single(silo => silo.Number == number);
            _silos.Remove(silo);
            return silo;
        }
    }

    private sealed record Silo(int Number, int Port, ServiceProcess Process);
}

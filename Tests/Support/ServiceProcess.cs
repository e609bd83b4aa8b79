using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OrleansJobs.Tests.Support;

/// <summary>The whole service, with the tests' job kinds, in a process of its own, so that it can be killed.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Self = "OrleansJobs.Tests.dll";
    private const int FirstPort = 12_000;
    private const int Ports = 20_000;

    // It lives too short for what the runtime would learn of it.
    private static readonly (string, string?) Briefly = ("DOTNET_TieredPGO", "0");

    private static int _ports = Random.Shared.Next(Ports);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<(string Text, TaskCompletionSource Printed)> _awaited = [];

    private ServiceProcess(Process process, Uri url)
    {
        _process = process;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 }) { BaseAddress = url };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>When the process was ready: its store reachable, its silo active.</summary>
    public DateTimeOffset ReadyAt { get; private set; }

    public string Output
    {
        get
        {
            lock (_output) return string.Join(Environment.NewLine, _output);
        }
    }

    /// <summary>Starts the service on a free port and waits until it is ready. A stop lets nothing run on, unless the arguments say so.</summary>
    /// <exception cref="InvalidOperationException">It ended before that.</exception>
    public static Task<ServiceProcess> Start(string dataDirectory, params string[] arguments) => StartWith([], dataDirectory, arguments);

    /// <summary>Starts it so with variables in its environment.</summary>
    /// <exception cref="InvalidOperationException">It ended before that.</exception>
    public static async Task<ServiceProcess> StartWith((string Name, string? Value)[] environment, string dataDirectory, params string[] arguments)
    {
        var service = Begin(Self, environment, [$"--Storage:DataDirectory={dataDirectory}", "--Attempts:StopGrace=00:00:00", .. arguments]);
        await service.WhenReady();
        return service;
    }

    /// <summary>Starts the service where another one was, and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended before that.</exception>
    public static async Task<ServiceProcess> StartAgain(string dataDirectory, Uri url)
    {
        var service = new ServiceProcess(Launch(Self, [$"--Storage:DataDirectory={dataDirectory}", $"--urls={url}"], Briefly), url);
        await service.WhenReady();
        return service;
    }

    /// <summary>Starts a program of the project on a free port and does not wait for it.</summary>
    public static ServiceProcess Begin(string program, params string[] arguments) => Begin(program, [], arguments);

    /// <summary>Starts a program of the project as a new user does, who has set nothing, and does not wait for it.</summary>
    /// <param name="program">The file.</param>
    /// <param name="home">The user's home directory.</param>
    /// <param name="url">Where the program listens by default.</param>
    /// <param name="settings">What is to be tried beside that.</param>
    public static ServiceProcess BeginAsNewUser(string program, string home, string url, params string[] settings) =>
        new(Launch(program, settings, ("HOME", home), ("XDG_DATA_HOME", null)), new Uri(url));

    /// <summary>Runs the service until it ends by itself, and answers its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEnd(params string[] arguments)
    {
        await using var service = Begin(Self, arguments);
        await service._process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        service._process.WaitForExit();
        return (service._process.ExitCode, service.Output);
    }

    /// <summary>Ends the process as a power cut would: SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop (SIGTERM) and waits until it has; answers its exit code.</summary>
    public async Task<int> Stop()
    {
        await Terminate();
        return await WhenEnded();
    }

    /// <summary>Asks the process to stop (SIGTERM).</summary>
    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until the process has ended by itself; answers its exit code.</summary>
    public async Task<int> WhenEnded()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private static ServiceProcess Begin(string program, (string Name, string? Value)[] environment, string[] arguments)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        return new ServiceProcess(Launch(program, [$"--urls={url}", .. arguments], [Briefly, .. environment]), url);
    }

    private static Process Launch(string program, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits until the process is ready for work.</summary>
    public async Task WhenReady()
    {
        var deadline = Stopwatch.StartNew();
        while (!await IsReady())
        {
            if (_process.HasExited || deadline.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"The service does not start:{Environment.NewLine}{Output}");
            await Pause.BetweenLooks();
        }

        ReadyAt = DateTimeOffset.UtcNow;
    }

    /// <summary>Waits until the process has printed a line with this text.</summary>
    public Task WhenPrinted(string text)
    {
        lock (_output)
        {
            if (_output.Any(line => line.Contains(text, StringComparison.Ordinal))) return Task.CompletedTask;
            var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, printed));
            return printed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>Waits until the process listens, and answers the status of its first answer.</summary>
    public async Task<HttpStatusCode> FirstAnswer(string path)
    {
        while (true)
        {
            try
            {
                using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
                return response.StatusCode;
            }
            catch (HttpRequestException)
            {
                // Does not listen yet.
                await Pause.BetweenLooks();
            }
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output)
        {
            _output.Add(line);
            foreach (var (text, printed) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal)) printed.TrySetResult();
            }
        }
    }

    /// <summary>
    /// A port that nobody listens at, given out once in this process. Below those that systems give to connections, which could take it
    /// before the service does.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + Interlocked.Increment(ref _ports) % Ports;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }
}

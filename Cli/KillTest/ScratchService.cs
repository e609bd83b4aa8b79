using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;

namespace OrleansJobs.Cli.KillTest;

/// <summary>A service with a data directory of its own, on a free port of loopback, that is killed and started again.</summary>
internal sealed class ScratchService(string program, string directory, TimeProvider time) : IDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    /// <summary>Where it listens, each time it is started.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="NotReadyException">It ends, or takes longer than a minute.</exception>
    public async Task<TimeSpan> Start(CancellationToken stop)
    {
        var began = time.GetTimestamp();
        _process?.Dispose();
        _process = Launch();
        while (!await IsReady(stop))
        {
            if (_process.HasExited || time.GetElapsedTime(began) > Patience)
                throw new NotReadyException($"{program} does not become ready over {directory}: {string.Join(" | ", _said)}");
            await Task.Delay(Pause, time, stop);
        }

        return time.GetElapsedTime(began);
    }

    /// <summary>Ends it as a power cut would: SIGKILL.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private Process Launch()
    {
        // Settings that the environment may have must not lead it to a database that is somebody's.
        string[] settings = [$"--urls={Address}", "--Storage:Provider=Sqlite", $"--Storage:DataDirectory={directory}"];
        var isAssembly = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var process = Process.Start(new ProcessStartInfo(isAssembly ? "dotnet" : program, isAssembly ? [program, .. settings] : settings)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        if (_said.Count > KeptLines) _said.TryDequeue(out _);
    }

    private async Task<bool> IsReady(CancellationToken stop)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Address, "readyz"), stop);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>
    /// Below the ports that systems give to connections (Linux: from 32768): while the service is down, a call to a port of those could
    /// get that very port for its own end, and the service could not listen again.
    /// </summary>
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).ToHashSet();
        return Enumerable.Range(0, int.MaxValue).Select(_ => RandomNumberGenerator.GetInt32(20_000, 32_768)).First(port => !taken.Contains(port));
    }
}

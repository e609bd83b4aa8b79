using System.Diagnostics;
using System.Globalization;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>A process of the service: started, killed, stopped.</summary>
internal sealed class SoakProcess : IDisposable
{
    private readonly Process _process;

    private SoakProcess(Process process) => _process = process;

    /// <summary>Memory of the process that is in RAM, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>What all its threads have taken.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended before that.</exception>
    public static async Task<SoakProcess> Start(string program, Uri url, params string[] settings)
    {
        var process = new SoakProcess(Process.Start(new ProcessStartInfo("dotnet", [program, $"--urls={url}", "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:OrleansJobs=Error", "--Logging:LogLevel:Orleans=Error", .. settings]))!);
        using var service = new SoakClient(url);
        while (!await service.IsReady())
        {
            if (process._process.HasExited) throw new InvalidOperationException($"{program} ended with exit code {process._process.ExitCode}.");
            await Task.Delay(5);
        }

        return process;
    }

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks for an orderly stop and answers the exit code.</summary>
    public async Task<int> Stop()
    {
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}

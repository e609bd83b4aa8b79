using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Clustering;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>Tells the silo where this process listens, for test runs: once it does, and again before each run.</summary>
internal sealed partial class OwnAddress(IServer server, IGrainFactory grains, ILogger<OwnAddress> log) : IHostedLifecycleService
{
    /// <summary>Tells it.</summary>
    public Task Tell() => Find() is { } url ? grains.GetGrain<ITrafficTestGrain>(0).ListensAt(url) : Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Tell().WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            LogNotTold(error);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The address, reachable from this machine: one that stands for all of its addresses is replaced by loopback.</summary>
    internal static string Reachable(string address)
    {
        var binding = BindingAddress.Parse(address);
        var isAny = binding.Host is "*" or "+" || (IPAddress.TryParse(binding.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return $"{binding.Scheme}://{(isAny ? "127.0.0.1" : binding.Host)}:{binding.Port}";
    }

    private string? Find() => server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).FirstOrDefault();

    [LoggerMessage(83, LogLevel.Warning, "The silo could not be told where this process listens; the next test run tells it")]
    private partial void LogNotTold(Exception error);
}

using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Telemetry;

/// <summary>What Orleans counts with each call, for who asks for it.</summary>
public sealed class OrleansCallsTests
{
    [Fact]
    public async Task What_Orleans_counts_with_each_call_is_told_where_it_is_asked_for()
    {
        using var data = new TempDirectory();
        await using var service = await ServiceProcess.Start(data.Path, "--Telemetry:OrleansCalls=true");
        using var job = await service.Http.GetAsync(new Uri("/animals", UriKind.Relative));
        Assert.Contains("\norleans_app_requests_latency_milliseconds_count", await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }
}

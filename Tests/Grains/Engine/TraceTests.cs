using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>An attempt's log line names the trace of its submit, though nobody listens to spans.</summary>
public sealed class TraceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData($"00-{Trace}-b7ad6b7169203331-01", Trace)]
    [InlineData(null, "none")]
    public async Task A_failed_attempt_is_logged_with_the_trace_of_its_submit(string? traceParent, string logged)
    {
        var logs = new FakeLoggerProvider();
        await using var host = await EngineHost.Start(configure: services => services.AddLogging(logging => logging.AddProvider(logs)));
        await host.Run(new JobSpec { Kind = "fail", Retry = new RetryRule { MaxAttempts = 1 }, TraceParent = traceParent });
        var line = Assert.Single(logs.Collector.GetSnapshot(), line => line.Message.Contains("failed with", StringComparison.Ordinal));
        Assert.Equal(logged, line.GetStructuredStateValue("TraceId"));
    }
}

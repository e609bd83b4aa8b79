using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OrleansJobs.Grains;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>An attempt is in the trace of its submit, whether or not somebody listens to spans.</summary>
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

    [Fact]
    public async Task An_attempt_is_a_span_under_the_request_that_submitted_its_job()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == JobTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await EngineHost.Start();
        var job = await host.Run(new JobSpec { Kind = "fail", Retry = new RetryRule { MaxAttempts = 1 }, TraceParent = $"00-{Trace}-b7ad6b7169203331-01" });

        // Other tests run jobs at the same time.
        var span = Assert.Single(spans, span => Equals(span.GetTagItem("job.id"), job.Id));
        Assert.Equal((Trace, "b7ad6b7169203331", ActivityStatusCode.Error), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString(), span.Status));
        Assert.Equal(("fail", "default", 1), (span.GetTagItem("job.kind"), span.GetTagItem("job.queue"), span.GetTagItem("job.attempt")));
    }
}

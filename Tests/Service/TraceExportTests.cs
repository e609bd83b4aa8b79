using System.Net.Http.Json;
using OrleansJobs.Grains;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The spans that the whole service sends to a collector.</summary>
public sealed class TraceExportTests : IDisposable
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Caller = "00f067aa0ba902b7";

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_callers_trace_goes_over_grains_and_the_attempt_to_what_the_attempt_requests()
    {
        await using var collector = await OtlpCollector.Start();
        await using var service = await ServiceProcess.StartWith(Exporting(collector), _data.Path, "--Push:Allow:0=127.0.0.1");

        // The attempt requests something of the service itself, which tells of it in turn.
        using var submit = new HttpRequestMessage(HttpMethod.Post, "jobs") { Content = JsonContent.Create(new { kind = "http", input = new { url = new Uri(service.Http.BaseAddress!, "kinds") } }) };
        submit.Headers.Add("traceparent", $"00-{Trace}-{Caller}-01");
        using var submitted = await service.Http.SendAsync(submit);
        Assert.True(submitted.IsSuccessStatusCode, await submitted.Content.ReadAsStringAsync());

        var path = await collector.Find(spans => PathTo(spans, span => span.Name == "GET /kinds/"));
        Assert.Equal(["POST /jobs/", "job.attempt", "GET", "GET /kinds/"], path.Select(span => span.Name));
        Assert.All(path, span => Assert.Equal(Trace, span.Trace));
        var toGrain = await collector.Find(spans => PathTo(spans, span => span.Trace == Trace && span.Scope.StartsWith("Microsoft.Orleans", StringComparison.Ordinal)));
        Assert.Equal("POST /jobs/", toGrain[0].Name);
    }

    [Fact]
    public async Task No_trace_begins_at_what_silos_do_for_themselves()
    {
        await using var collector = await OtlpCollector.Start();
        await using var service = await ServiceProcess.StartWith(Exporting(collector), _data.Path, "--Cluster:Dashboard=true");
        // Orleans' Dashboard, when somebody looks at it, asks all silos each second, by a timer.
        using var dashboard = await service.Http.GetAsync(new Uri("orleans/", UriKind.Relative));
        for (var request = 0; request < 3; request++)
        {
            using var asked = await service.Http.GetAsync(new Uri("kinds", UriKind.Relative));
            var seen = await collector.Find(spans => spans.Count(span => span.Name == "GET /kinds/") > request ? spans.ToList() : null);
            Assert.All(seen.Where(span => span.Parent.Length == 0), span => Assert.Contains(span.Scope, (string[])["Microsoft.AspNetCore", JobTelemetry.SourceName]));
        }
    }

    private static (string, string?)[] Exporting(OtlpCollector collector) =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "1000")];

    /// <summary>The spans from the caller's to one; null while one of them is not there yet.</summary>
    private static List<ExportedSpan>? PathTo(IReadOnlyList<ExportedSpan> spans, Func<ExportedSpan, bool> isTheOne)
    {
        var path = new List<ExportedSpan>();
        for (var span = spans.FirstOrDefault(isTheOne); span is not null; span = spans.FirstOrDefault(one => one.Id == path[0].Parent))
        {
            path.Insert(0, span);
            if (span.Parent == Caller) return path;
        }

        return null;
    }
}

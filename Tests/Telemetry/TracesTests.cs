using System.Net.Http.Json;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Telemetry;

/// <summary>What a collector gets by OTLP.</summary>
public sealed class TracesTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_trace_goes_from_the_request_by_grains_and_the_attempt_to_the_receiver()
    {
        var spans = Channel.CreateUnbounded<string>();
        await using var collector = await Collect(spans.Writer);
        await using var receiver = LoopbackServer.Answering("{}");
        await using var service = await ServiceProcess.Start(_data.Path, Variables(collector.Urls.First()), "--Push:Allow:0=127.0.0.1");
        using var submit = new HttpRequestMessage(HttpMethod.Post, "/jobs") { Content = JsonContent.Create(new { kind = "http", input = new { url = receiver.Url } }) };
        submit.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        using var submitted = await service.Http.SendAsync(submit);
        submitted.EnsureSuccessStatusCode();
        HashSet<string> missing = ["POST /jobs/", "IJobGrain/Submit", "job.attempt", "GET"];
        await foreach (var span in spans.Reader.ReadAllAsync())
        {
            missing.RemoveWhere(name => IsNamed(span, name));
            if (missing.Count == 0) break;
        }
    }

    private static Dictionary<string, string> Variables(string collector) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
    };

    /// <summary>A collector that passes on the spans of the one trace.</summary>
    private static async Task<WebApplication> Collect(ChannelWriter<string> spans)
    {
        var collector = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]).Build();
        collector.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body, Encoding.Latin1);
            foreach (var span in (await body.ReadToEndAsync()).Split(Encoding.Latin1.GetString(Convert.FromHexString(Trace))).Skip(1)) spans.TryWrite(span);
        });
        await collector.StartAsync();
        return collector;
    }

    /// <summary>In OTLP the name of a span is its field 5: the tag 0x2A, the length, and the text.</summary>
    private static bool IsNamed(string span, string name) => span.Contains($"\u002A{(char)name.Length}{name}", StringComparison.Ordinal);
}

using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansJobs.Tests.Support;

/// <summary>Takes in spans by OTLP over HTTP. Its messages: https://github.com/open-telemetry/opentelemetry-proto, collector/trace/v1 and trace/v1.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly List<ExportedSpan> _spans = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpCollector(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/{signal}", Take);
    }

    public string Url => _app.Urls.Single();

    public static async Task<OtlpCollector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits until something can be found among the spans.</summary>
    /// <param name="find">Finds it; null: more is needed.</param>
    public async Task<T> Find<T>(Func<IReadOnlyList<ExportedSpan>, T?> find)
        where T : class
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            lock (_spans)
            {
                if (find(_spans) is { } found) return found;
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                lock (_spans) throw new TimeoutException(string.Join(Environment.NewLine, _spans));
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(string signal, HttpRequest request)
    {
        var message = await ByteString.FromStreamAsync(request.Body);
        if (signal != "traces") return;
        lock (_spans)
        {
            _spans.AddRange(SpansOf(message));
            _more.SetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static IEnumerable<ExportedSpan> SpansOf(ByteString request) =>
        from resource in Parts(request, 1)
        from scope in Parts(resource, 2)
        let name = Parts(scope, 1).SelectMany(about => Parts(about, 1)).Single().ToStringUtf8()
        from span in Parts(scope, 2)
        select new ExportedSpan(name, Parts(span, 5).Single().ToStringUtf8(), Hex(span, 1), Hex(span, 2), Hex(span, 4));

    private static string Hex(ByteString message, int field) => Convert.ToHexStringLower(Parts(message, field).SingleOrDefault(ByteString.Empty).Span);

    /// <summary>The values of a field that are messages, texts or bytes.</summary>
    private static IEnumerable<ByteString> Parts(ByteString message, int field)
    {
        var input = message.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited) input.SkipLastField();
            else if (input.ReadBytes() is var value && WireFormat.GetTagFieldNumber(tag) == field) yield return value;
        }
    }
}

/// <summary>A span, its ids as they are written in traceparent.</summary>
/// <param name="Scope">Whose it is.</param>
/// <param name="Name">What it is.</param>
/// <param name="Trace">Its trace.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Parent">The id of the span that it is part of; empty: none.</param>
internal sealed record ExportedSpan(string Scope, string Name, string Trace, string Id, string Parent);

using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace OrleansJobs.Tests.Support;

/// <summary>Reads a stream of events as a client does, by the framework's own parser.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _parser = SseParser.Create(stream, (_, data) => Encoding.UTF8.GetString(data));
        _items = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Response => _response;

    /// <summary>The id that a client comes back with.</summary>
    public string LastId => _parser.LastEventId;

    /// <summary>Opens a stream.</summary>
    /// <param name="http">Of the service.</param>
    /// <param name="path">Which stream.</param>
    /// <param name="lastId">The header Last-Event-ID; null for none.</param>
    public static async Task<EventReader> Open(HttpClient http, string path, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        response.EnsureSuccessStatusCode();
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<SeenEvent?> Next()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(Patience)) return null;
        var item = _items.Current;
        return new SeenEvent(item.EventId, item.EventType, item.Data);
    }

    /// <summary>All events until the end of the stream.</summary>
    public async Task<List<SeenEvent>> Rest()
    {
        var all = new List<SeenEvent>();
        while (await Next() is { } next) all.Add(next);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _items.DisposeAsync();
    }
}

/// <summary>An event as it arrived.</summary>
internal sealed record SeenEvent(string? Id, string Name, string Data)
{
    public JsonElement Json => JsonDocument.Parse(Data).RootElement;

    /// <summary>The state of the job that it tells.</summary>
    public string State => Json.GetProperty("state").GetString()!;

    /// <summary>What it says, in a word or two: its name, and what of it changes.</summary>
    public string Brief => Name switch
    {
        "state" => $"state {State}",
        "log" => $"log {Json.GetProperty("attempt")}.{Json.GetProperty("number")}",
        "progress" => $"progress {Json.GetProperty("fraction")}",
        _ => $"{Name} {Data}",
    };
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansJobs.Tests.Service.Fuzz;

/// <summary>Makes requests to the routes that an OpenAPI document tells of: nearly right ones, and odd ones.</summary>
internal sealed class OddRequests
{
    /// <summary>What would end the service, let it load itself, or call others.</summary>
    private static readonly string[] LeftOut = ["GET /api/graceful_shutdown", "POST /admin/drain", "POST /test/{n}/"];

    private static readonly string[] MediaTypes = ["application/json", "application/json; charset=utf-16", "text/plain", "application/x-ndjson", "text/csv", "application/merge-patch+json", "x"];

    private readonly OddValues _odd;
    private readonly List<(string Method, string Path, JsonObject Operation)> _operations;

    public OddRequests(JsonNode document, OddValues odd)
    {
        _odd = odd;
        _operations =
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               let method = operation.Key.ToUpperInvariant()
               where !LeftOut.Contains($"{method} {path.Key}")
               select (method, path.Key, operation.Value!.AsObject()),
        ];
    }

    /// <summary>Ids that the service has told, for requests that mean something.</summary>
    public List<string> Ids { get; } = [];

    public HttpRequestMessage Next()
    {
        var (method, pattern, operation) = _odd.Of(_operations);
        var parameters = operation["parameters"]?.AsArray().Select(parameter => parameter!).ToList() ?? [];
        var request = new HttpRequestMessage(new HttpMethod(_odd.Chance(0.03) ? _odd.Of(["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ODD"]) : method), Address(pattern, parameters));
        foreach (var parameter in parameters.Where(parameter => In(parameter, "header") && _odd.Chance(0.3)))
            request.Headers.TryAddWithoutValidation(Name(parameter), OneLine(_odd.Text()));
        if (_odd.Chance(0.05)) request.Headers.TryAddWithoutValidation(_odd.Of(["Accept", "Accept-Encoding", "Content-Encoding", "Origin", "traceparent", "Range", "Authorization"]), OneLine(_odd.Text()));
        if (operation["requestBody"] is { } body || _odd.Chance(0.03)) request.Content = Body(operation["requestBody"]);
        return request;
    }

    private Uri Address(string pattern, List<JsonNode> parameters)
    {
        var path = string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? Segment() : part));
        var query = parameters.Where(parameter => In(parameter, "query") && _odd.Chance(0.3)).Select(parameter => $"{Name(parameter)}={Query(parameter)}").ToList();
        if (_odd.Chance(0.05)) query.Add($"{Uri.EscapeDataString(Well(_odd.Text()))}={Uri.EscapeDataString(Well(_odd.Text()))}");
        return new Uri(query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", UriKind.Relative);
    }

    // Without NUL: such a path the server itself refuses, without a word.
    private string Segment() => Ids.Count > 0 && _odd.Chance(0.6) ? _odd.Of(Ids) : _odd.Of([Uri.EscapeDataString(Well(_odd.Text())), "sleep", "default", "lions", "%2e%2e", "1"]) is { Length: > 0 and < 2_000 } text && !text.Contains("%00", StringComparison.Ordinal) ? text : "x";

    private string Query(JsonNode parameter)
    {
        // Nobody shall wait for long.
        if (Name(parameter) == "wait") return _odd.Of(["PT0.05S", "0.05s", "x", "-1s", "PT"]);
        var values = parameter["schema"]?["enum"]?.AsArray();
        return Uri.EscapeDataString(values is not null && _odd.Chance(0.7) ? (string)_odd.Of([.. values])! : Well(_odd.Text()));
    }

    private ByteArrayContent Body(JsonNode? declared)
    {
        var example = declared?["content"]?["application/json"]?["example"];
        var bytes = _odd.Chance(0.05) ? _odd.Bytes() : Encoding.UTF8.GetBytes(Text(_odd.Chance(0.3) ? example : _odd.Changed(example)));
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", _odd.Chance(0.95) ? "application/json" : _odd.Of(MediaTypes));
        return content;
    }

    /// <summary>As JSON, without what makes the service wait for long or call others.</summary>
    private static string Text(JsonNode? value)
    {
        string text;
        try
        {
            text = value?.ToJsonString() ?? "null";
        }
        catch (Exception fault) when (fault is ArgumentException or JsonException or InvalidOperationException)
        {
            // Half a character, or a depth, that the writer does not write.
            text = "[\"\\ud800\"]";
        }

        return text.Replace("\"wait\":\"PT30S\"", "\"wait\":\"PT0.05S\"", StringComparison.Ordinal).Replace("\"http\"", "\"noop\"", StringComparison.Ordinal);
    }

    private static bool In(JsonNode parameter, string place) => (string?)parameter["in"] == place;

    private static string Name(JsonNode parameter) => (string)parameter["name"]!;

    // More than 32 KiB of headers the server itself refuses, without a word.
    private static string OneLine(string text) => string.Concat(text.Where(character => character is > ' ' and < '\u007f').Take(2_000));

    // Half a character cannot be escaped; and a line of more than 8 KiB the server itself refuses, without a word.
    private static string Well(string text) => string.Concat(text.EnumerateRunes().Take(300).Select(rune => rune.ToString()));
}

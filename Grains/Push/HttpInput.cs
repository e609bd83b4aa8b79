using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Push;

/// <summary>The input of <see cref="HttpJob"/>.</summary>
public sealed record HttpInput : IJsonOnDeserialized
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Where the request goes, by http or https, without a password in it.</summary>
    public required string Url { get; init; }

    /// <summary>GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. Default: POST with a body, else GET.</summary>
    public string? Method { get; init; }

    /// <summary>Headers, each at most once. Those about the connection and the length cannot be set.</summary>
    public Dictionary<string, string>? Headers { get; init; }

    /// <summary>A string is sent as it is, as text; any other JSON value as JSON. Null: there is none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The statuses that are a success. Default: 200 to 299.</summary>
    public ImmutableArray<int>? Expect { get; init; }

    /// <summary>The longest that the request may take with its answer, at most Push:LongestTimeout. Default: Push:Timeout.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The method, named or not.</summary>
    internal string Verb => Method ?? (HasBody ? "POST" : "GET");

    internal bool HasBody => Body is { ValueKind: not JsonValueKind.Null };

    /// <summary>Whether a status is a success.</summary>
    internal bool Expects(int status) => Expect is { } statuses ? statuses.Contains(status) : status is >= 200 and <= 299;

    /// <summary>Refuses what cannot be sent, so that it is told at the submit.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Fault() is { } fault) throw new JsonException($"{fault}.");
    }

    private string? Fault()
    {
        if (!PushUrl.TryParse(Url, out _, out var fault)) return $"url {fault}";
        if (!Methods.Contains(Verb)) return $"method must be one of {string.Join(", ", Methods)}";
        if (HasBody && Verb is "GET" or "HEAD") return $"body cannot be sent with {Verb}";
        if (HeaderRules.FaultOf(Headers ?? []) is { } misfit) return $"headers: {misfit}";
        if (Expect is { } statuses && (statuses.IsEmpty || statuses.Any(status => status is < 200 or > 599))) return "expect must have statuses from 200 to 599";
        return Timeout <= TimeSpan.Zero ? "timeout must be more than zero" : null;
    }
}

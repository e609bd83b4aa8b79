using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OrleansJobs.Grains.Push;

/// <summary>The result of <see cref="HttpJob"/>: what was answered.</summary>
public sealed record HttpResult
{
    private const int LongestHeader = 1_000;

    private static readonly string[] Kept = ["Content-Type", "ETag", "Last-Modified", "Location", "Retry-After"];

    /// <summary>The status.</summary>
    public required int Status { get; init; }

    /// <summary>Of its headers Content-Type, ETag, Last-Modified, Location and Retry-After.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body, as text if it is UTF-8, or its beginning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Body { get; init; }

    /// <summary>The body in base64, if it is not UTF-8.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BodyBase64 { get; init; }

    /// <summary>Whether there is more of the body.</summary>
    public bool Cut { get; init; }

    /// <summary>From the request to the end of what was read of the answer, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    internal static HttpResult Of(PushAnswer answer, TimeSpan duration)
    {
        var text = TextOf(answer);
        return new HttpResult
        {
            Status = answer.Status,
            Headers = answer.Headers
                .Where(header => Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
                .ToImmutableSortedDictionary(header => header.Key, header => Text.Cut(header.Value, LongestHeader)),
            Body = text,
            BodyBase64 = text is null ? Convert.ToBase64String(answer.Body.AsSpan()) : null,
            Cut = answer.IsCut,
            DurationMs = (long)duration.TotalMilliseconds,
        };
    }

    /// <summary>The body as text; null if it is none.</summary>
    internal static string? TextOf(PushAnswer answer)
    {
        var bytes = answer.Body.AsSpan();

        // Where it was cut, a character may lack its end, which is at most three bytes.
        for (var missing = 0; missing <= (answer.IsCut ? Math.Min(3, bytes.Length) : 0); missing++)
        {
            if (Utf8.IsValid(bytes[..^missing])) return Encoding.UTF8.GetString(bytes[..^missing]);
        }

        return null;
    }
}

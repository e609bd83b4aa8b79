using System.Collections.Immutable;
using System.Text;

namespace OrleansJobs.Jobs;

/// <summary>
/// A JSON value as UTF-8 text (RFC 8259). Grains and storage carry it as bytes and never look inside:
/// only a handler, which knows the type, reads it.
/// </summary>
[GenerateSerializer, Immutable, Alias("Json")]
public sealed record Json
{
    /// <summary>The text. The writer vouches that it is one well-formed JSON value.</summary>
    [Id(0)]
    public required ImmutableArray<byte> Utf8 { get; init; }

    /// <summary>The value null.</summary>
    public static Json Null { get; } = Parse("null");

    /// <summary>Takes a copy of <paramref name="utf8"/>.</summary>
    public static Json From(ReadOnlySpan<byte> utf8) => new() { Utf8 = [.. utf8] };

    /// <summary>Takes the text of one JSON value.</summary>
    public static Json Parse(string text) => new() { Utf8 = [.. Encoding.UTF8.GetBytes(text)] };

    /// <summary>Two values are equal when their texts are, byte by byte.</summary>
    public bool Equals(Json? other) => other is not null && Utf8.AsSpan().SequenceEqual(other.Utf8.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.AsSpan());
        return hash.ToHashCode();
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.AsSpan());
}

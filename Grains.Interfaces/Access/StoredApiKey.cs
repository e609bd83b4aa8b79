namespace OrleansJobs.Access;

/// <summary>An API key as it is stored: with a hash, by which it is known again.</summary>
[GenerateSerializer, Immutable, Alias("StoredApiKey")]
public sealed record StoredApiKey
{
    /// <summary>What is known of it.</summary>
    [Id(0)]
    public required ApiKey Key { get; init; }

    /// <summary>HMAC-SHA256 of its secret, in hexadecimal digits.</summary>
    [Id(1)]
    public required string Hash { get; init; }
}

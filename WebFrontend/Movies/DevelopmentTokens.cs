using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// Gives out and reads tokens: JWTs (RFC 7519) signed with HMAC-SHA256 (RFC 7515, 3.1; RFC 7518, 3.2). Written by hand, as
/// System.IdentityModel.Tokens.Jwt cannot be had in a current version everywhere this is built; it is so short because only
/// tokens of its own are good: header and signature are compared as text with what it would have written itself, so that no
/// word of a token is looked at, nor an algorithm of the token's choice used, before the signature has proved to be right.
/// </summary>
internal sealed class DevelopmentTokens
{
    /// <summary>The least bytes of a key for HMAC-SHA256.</summary>
    public const int ShortestKey = 32;

    /// <summary>Characters of a user name: a token has to fit into a header.</summary>
    public const int LongestName = 100;

    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _key;
    private readonly TimeProvider _time;

    public DevelopmentTokens(IOptions<MovieAccessOptions> options, TimeProvider time, ILogger<DevelopmentTokens> log)
    {
        _time = time;
        _key = options.Value.TokenKey is { } key ? Encoding.UTF8.GetBytes(key) : RandomNumberGenerator.GetBytes(ShortestKey);
        log.LogWarning("Movies:DevelopmentTokens is on: POST /api/token gives anybody a token for any name.");
        if (options.Value.TokenKey is null)
            log.LogWarning("Movies:TokenKey is not set: tokens are signed with a random key and end with this process.");
    }

    /// <summary>A token for this user.</summary>
    public string Issue(string user)
    {
        var now = _time.GetUtcNow();
        var payload = new TokenPayload
        {
            User = user,
            IssuedAt = now.ToUnixTimeSeconds(),
            ExpiresAt = (now + Lifetime).ToUnixTimeSeconds(),
        };
        var text = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload, ApiJson.Default.TokenPayload))}";
        return $"{text}.{Sign(text)}";
    }

    /// <summary>Whose token this is, or what is wrong with it.</summary>
    public MovieCaller Read(string token)
    {
        if (token.Split('.') is not [var header, var payload, var signature]) return new MovieCaller.Malformed("Not enough segments");
        if (header != Header) return new MovieCaller.Malformed("The specified alg value is not allowed");
        if (!AreEqual(signature, Sign($"{header}.{payload}"))) return new MovieCaller.Malformed("Signature verification failed");
        var read = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(payload), ApiJson.Default.TokenPayload)!;
        return _time.GetUtcNow().ToUnixTimeSeconds() < read.ExpiresAt ? new MovieCaller.User(read.User) : new MovieCaller.Expired();
    }

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    // In a time that does not tell how much of a forged signature is right.
    private static bool AreEqual(string given, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

/// <summary>Tokens of others, checked by a set of public keys; and what is known to have fooled other services (RFC 8725).</summary>
public sealed class JwtTests : WebService
{
    private static readonly RSA Ours = RSA.Create(2048);
    private static readonly RSA Theirs = RSA.Create(2048);
    private static readonly ECDsa Curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly TempDirectory _folder = new();

    protected override string[] Arguments =>
        ["--Access:Jwt:KeySet", KeySet(), "--Access:Jwt:Issuer", "https://id.example.org", "--Access:Jwt:Audience", "jobs", "--Access:Failures:Burst", "1000"];

    [Fact]
    public async Task A_token_of_the_provider_does_what_its_scopes_say()
    {
        await ReadJson(await Get("/kinds", With(Signed(new()))), 200);
        await ReadJson(await Get("/kinds", With(Signed(new() { ["scope"] = null, ["scp"] = new[] { "jobs:read", "openid" } }))), 200);
        await ReadProblem(await Get("/kinds", With(Signed(new() { ["scope"] = "openid email" }))), 403, "scope-missing");
        await ReadProblem(await Get("/admin/silos", With(Signed(new()))), 403, "scope-missing");
        await ReadJson(await Get("/kinds", With(Es256(new()))), 200);
    }

    [Fact]
    public async Task A_token_may_be_confined_to_a_tenant()
    {
        await ReadProblem(await Get("/queues", With(Signed(new() { ["tenant"] = "shop" }))), 403, "not-for-tenants");
        await ReadJson(await Get("/jobs", With(Signed(new() { ["tenant"] = "shop" }))), 200);
        Assert.Equal("shop", Assert.Single(Grains.Listed).Tenant);
    }

    [Fact]
    public async Task Clocks_may_be_half_a_minute_apart()
    {
        await ReadJson(await Get("/kinds", With(Signed(new() { ["exp"] = At(-29) }))), 200);
        await Refused(Signed(new() { ["exp"] = At(-31) }));
        await ReadJson(await Get("/kinds", With(Signed(new() { ["nbf"] = At(29) }))), 200);
        await Refused(Signed(new() { ["nbf"] = At(31) }));
    }

    [Fact]
    public async Task Claims_that_do_not_fit_are_refused()
    {
        await Refused(Signed(new() { ["iss"] = "https://evil.example" }));
        await Refused(Signed(new() { ["iss"] = null }));
        await Refused(Signed(new() { ["aud"] = "mail" }));
        await Refused(Signed(new() { ["aud"] = null }));
        await Refused(Signed(new() { ["exp"] = null }));
        await Refused(Signed(new() { ["sub"] = null }));
        await Refused(Signed(new() { ["iss"] = "orleansjobs", ["aud"] = "orleansjobs" }));
    }

    [Fact]
    public async Task A_signature_that_is_not_the_providers_is_refused()
    {
        var good = Signed(new());
        var parts = good.Split('.');
        await Refused($"{parts[0]}.{parts[1]}.");
        await Refused($"{parts[0]}.{parts[1]}");
        await Refused(Flip(good, parts[0].Length + 10));
        await Refused(Flip(good, good.Length - 20));
        await Refused(good + ".");
        await Refused(Token(Header("RS256"), Claims(new()), data => Theirs.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        // RFC 8725, 2.1: no signature at all.
        foreach (var none in new[] { "none", "None", "NONE", "nOnE" }) await Refused(Token(Header(none), Claims(new()), _ => []));
        // A signature of zeros, which some took for good (CVE-2022-21449).
        await Refused(Token(Header("ES256", "curve"), Claims(new()), _ => new byte[64]));
    }

    [Fact]
    public async Task A_public_key_is_no_shared_secret()
    {
        // RFC 8725, 2.1: a token with an HMAC by what everybody knows.
        foreach (var secret in new[] { Ours.ExportSubjectPublicKeyInfoPem(), Ours.ExportRSAPublicKeyPem(), Base64Url.EncodeToString(Ours.ExportParameters(false).Modulus), "" })
            await Refused(Token(Header("HS256"), Claims(new()), data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data)));
    }

    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("kid")]
    [InlineData("crit")]
    public async Task A_token_does_not_say_how_it_is_to_be_checked(string member)
    {
        // RFC 8725, 2.10, 3.10; RFC 7515, 4.1.11.
        var theirs = Theirs.ExportParameters(false);
        object value = member switch
        {
            "jwk" => new { kty = "RSA", n = Base64Url.EncodeToString(theirs.Modulus), e = Base64Url.EncodeToString(theirs.Exponent) },
            "kid" => "../../../../dev/null",
            "crit" => new[] { "exp-of-mine" },
            _ => "http://127.0.0.1:1/keys",
        };
        var header = new Dictionary<string, object> { ["alg"] = "RS256", ["typ"] = "JWT", [member] = value };
        var signer = member == "crit" ? Ours : Theirs;
        await Refused(Token(header, Claims(new()), data => signer.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    private static (string, string) With(string token) => ("Authorization", $"Bearer {token}");

    private async Task Refused(string token)
    {
        var response = await Get("/kinds", With(token));
        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, token);
        await ReadProblem(response, 401, "not-authenticated");
    }

    private string KeySet()
    {
        var (rsa, curve) = (Ours.ExportParameters(false), Curve.ExportParameters(false));
        var file = Path.Combine(_folder.Path, "keys.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = "ours", use = "sig", n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) },
                new { kty = "EC", kid = "curve", use = "sig", crv = "P-256", x = Base64Url.EncodeToString(curve.Q.X), y = Base64Url.EncodeToString(curve.Q.Y) },
            },
        }));
        return file;
    }

    private static long At(int seconds) => Samples.Noon.ToUnixTimeSeconds() + seconds;

    private static string Signed(Dictionary<string, object?> changes) =>
        Token(Header("RS256"), Claims(changes), data => Ours.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private static string Es256(Dictionary<string, object?> changes) =>
        Token(Header("ES256", "curve"), Claims(changes), data => Curve.SignData(data, HashAlgorithmName.SHA256));

    private static Dictionary<string, object> Header(string algorithm, string key = "ours") => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = key };

    private static Dictionary<string, object> Claims(Dictionary<string, object?> changes)
    {
        var claims = new Dictionary<string, object> { ["iss"] = "https://id.example.org", ["aud"] = "jobs", ["sub"] = "ada", ["scope"] = "jobs:read openid", ["exp"] = At(60) };
        foreach (var (name, value) in changes)
        {
            if (value is null) claims.Remove(name);
            else claims[name] = value;
        }

        return claims;
    }

    private static string Token(Dictionary<string, object> header, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        var data = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{data}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(data)))}";
    }

    private static string Encoded(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private static string Flip(string token, int place) => $"{token[..place]}{(token[place] == 'A' ? 'B' : 'A')}{token[(place + 1)..]}";
}

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

/// <summary>The examples of RFC 7515, appendix A, and of RFC 7519, 3.1 and 6.1. They name no audience, so that it is not asked for here.</summary>
public sealed class JwtVectorTests
{
    private const string Payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /// <summary>RFC 7515, A.1, which is RFC 7519, 3.1.</summary>
    private const string Hs256 = $"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{Payload}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private const string Hs256Key = """{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}""";

    /// <summary>RFC 7515, A.3.</summary>
    private const string Es256 = $"eyJhbGciOiJFUzI1NiJ9.{Payload}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private const string Es256Key =
        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    /// <summary>RFC 7515, A.5, which is RFC 7519, 6.1.</summary>
    private const string None = $"eyJhbGciOiJub25lIn0.{Payload}.";

    [Theory]
    [InlineData(Hs256, Hs256Key, "HS256", true)]
    [InlineData(Hs256, Hs256Key, "ES256", false)]
    [InlineData(Es256, Es256Key, "ES256", true)]
    [InlineData(Es256, Es256Key, "RS256", false)]
    [InlineData(None, Hs256Key, "HS256", false)]
    [InlineData(None, Es256Key, "none", false)]
    public async Task A_token_counts_if_it_is_signed_by_an_algorithm_that_does(string token, string key, string algorithm, bool counts)
    {
        var bearer = new JwtBearerOptions();
        var before = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1300819380 - 60));
        JwtCallers.Configure(bearer, new JwtOptions { Algorithms = [algorithm], Issuer = "joe", Audience = "jobs" }, before);
        var rules = bearer.TokenValidationParameters.Clone();
        rules.IssuerSigningKey = new JsonWebKey(key);
        rules.ValidateAudience = false;
        Assert.Equal(counts, (await new JsonWebTokenHandler().ValidateTokenAsync(token, rules)).IsValid);
        if (counts) Assert.False((await new JsonWebTokenHandler().ValidateTokenAsync(token.Replace("DA4MTkz", "DA4MTk0", StringComparison.Ordinal), rules)).IsValid);
    }
}

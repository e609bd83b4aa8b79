namespace OrleansJobs.WebFrontend.Access;

/// <summary>What a token is to be.</summary>
/// <param name="Scopes">What whoever has it may do, no more than who asks; absent: the same.</param>
/// <param name="Lifetime">How long it is good, at most Access:TokenLifetime; absent: that.</param>
internal sealed record TokenBody(ImmutableArray<string>? Scopes = null, TimeSpan? Lifetime = null);

/// <summary>A token, in the form of OAuth 2.0 (RFC 6749, 5.1).</summary>
/// <param name="AccessToken">To be sent as Authorization: Bearer.</param>
/// <param name="TokenType">"Bearer".</param>
/// <param name="ExpiresIn">For how many seconds it is good.</param>
/// <param name="Scope">What whoever has it may do, separated by spaces.</param>
public sealed record IssuedToken(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("token_type")] string TokenType,
    [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] long ExpiresIn,
    string Scope);

/// <inheritdoc cref="TokenBody"/>
internal sealed class TokenForm : IBodyForm<TokenBody>
{
    public static string Example => """{"scopes": ["jobs:read"], "lifetime": "PT5M"}""";

    public static bool IsOptional => true;

    public static TokenBody Read(FieldReader fields) => new(fields.Has("scopes") ? ApiKeyForm.ReadScopes(fields) : null, fields.Duration("lifetime"));
}

/// <summary>Short-lived tokens: for a page, or a process that is not to keep a key.</summary>
internal static class AccessTokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder routes) => routes.MapPost("/auth/token", Issue).WithTags("Access").RequireAuthorization().ForTenants();

    /// <summary>Gives a short-lived token to whoever shows credentials</summary>
    /// <remarks>It may do no more than these, is good no longer, and ends with the API key that it was made with.</remarks>
    /// <response code="200">The token</response>
    [Fails(404)]
    [Example(200, """{"access_token": "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJvcmxlYW5zam9icyJ9.c2lnbmF0dXJl", "token_type": "Bearer", "expires_in": 300, "scope": "jobs:read"}""")]
    public static Results<Answer<IssuedToken>, Problem> Issue(Body<TokenBody, TokenForm> body, HttpContext context, TimeProvider time, IOptions<AccessOptions> options)
    {
        if (body.Problem is { } problem) return problem;
        if (context.RequestServices.GetService<Tokens>() is not { AreGivenOut: true } tokens) return ProblemTypes.NoTokens;
        var caller = Caller.Of(context)!;
        var (scopes, lifetime) = (body.Value.Scopes ?? caller.Scopes, body.Value.Lifetime ?? options.Value.TokenLifetime);
        if (scopes.FirstOrDefault(scope => !caller.Has(scope)) is { } more) return Wrong("scopes", $"must not have {more}, which the caller has not");
        if (lifetime < TimeSpan.FromSeconds(1) || lifetime > options.Value.TokenLifetime)
            return Wrong("lifetime", $"must be from PT1S to {Iso8601Duration.Format(options.Value.TokenLifetime)}");
        var now = time.GetUtcNow();
        var until = caller.Until < now + lifetime ? caller.Until.Value : now + lifetime;
        var token = tokens.Issue(caller with { Scopes = scopes }, until);
        return new Answer<IssuedToken>(new IssuedToken(token, "Bearer", (long)(until - now).TotalSeconds, string.Join(' ', scopes)));
    }

    private static Problem Wrong(string field, string message) => Problem.Invalid(new FieldError { Field = field, Message = message });
}

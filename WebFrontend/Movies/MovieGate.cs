using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// What stands before the routes of movies: who asks, where a bearer token (RFC 6750, 2.1) is asked for, and whether too often. Each style
/// of routes has its own form of errors, both in the older service's words.
/// </summary>
internal sealed class MovieGate(IOptions<MovieAccessOptions> options) : IDisposable
{
    /// <summary>One for each user.</summary>
    private readonly Buckets _buckets = new(options.Value.Throttle);

    private delegate IResult Refuse(int status, string message);

    /// <summary>The handler of a resource, behind the gate.</summary>
    public RequestDelegate Resource(RequestDelegate handler) => Behind(handler, isOpen: false, ProblemOf);

    /// <summary>The handler of a compatible route, behind the gate.</summary>
    public RequestDelegate Compatible(RequestDelegate handler) => Behind(handler, isOpen: false, (status, message) => new CompatibleFault(status, message));

    /// <summary>The handler of a compatible route that anybody may use, though not too often.</summary>
    public RequestDelegate Open(RequestDelegate handler) => Behind(handler, isOpen: true, (status, message) => new CompatibleFault(status, message));

    /// <summary>Why the caller of another route may not change movies; null if he may.</summary>
    public async ValueTask<Problem?> Refusal(HttpContext context) =>
        await Identify(context) is { Status: not 0 } caller ? ProblemOf(caller.Status, caller.Text!) : null;

    public void Dispose() => _buckets.Dispose();

    private RequestDelegate Behind(RequestDelegate handler, bool isOpen, Refuse refuse) => async context =>
    {
        var caller = isOpen ? default : await Identify(context);
        var user = caller is { Status: 0, Text: { } name } ? $"user {name}" : $"address {context.Connection.RemoteIpAddress}";
        if (_buckets.Take(user) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            caller = (429, "Too many requests");
        }

        await (caller.Status == 0 ? handler(context) : refuse(caller.Status, caller.Text!).ExecuteAsync(context));
    };

    /// <summary>The user, if any is asked for, or with a status why there is none. Says in the answer's headers what is asked for.</summary>
    private async ValueTask<(int Status, string? Text)> Identify(HttpContext context)
    {
        if (!options.Value.DevelopmentTokens) return default;
        if (context.Request.Headers.Authorization.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return (401, "Missing Authorization Header");
        }

        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Succeeded) return (0, result.Principal.Identity!.Name!);
        if (result.Failure is SecurityTokenInvalidLifetimeException)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return (401, "Token has expired");
        }

        return (422, result.Failure switch
        {
            null => "Bad Authorization header. Expected value 'Bearer <JWT>'",
            SecurityTokenMalformedException => "Not enough segments",
            SecurityTokenInvalidSignatureException => "Signature verification failed",
            // Also of a header that cannot be read: it names no algorithm.
            _ => "The specified alg value is not allowed",
        });
    }

    private static Problem ProblemOf(int status, string message)
    {
        var type = status switch
        {
            401 => ProblemTypes.NotAuthenticated,
            422 => ProblemTypes.InvalidToken,
            _ => ProblemTypes.TooManyRequests,
        };
        return type.Because(message + ".");
    }
}

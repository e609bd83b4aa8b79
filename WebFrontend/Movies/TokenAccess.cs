using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Asks for a bearer token (RFC 6750, 2.1), which the framework checks, and says in the older service's words what is wrong.</summary>
internal sealed class TokenAccess : IMovieAccess
{
    public async ValueTask<MovieCaller> Identify(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0) return new MovieCaller.Missing();
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Succeeded) return new MovieCaller.User(result.Principal.Identity!.Name!);
        return result.Failure switch
        {
            null => new MovieCaller.Malformed("Bad Authorization header. Expected value 'Bearer <JWT>'"),
            SecurityTokenInvalidLifetimeException => new MovieCaller.Expired(),
            SecurityTokenMalformedException => new MovieCaller.Malformed("Not enough segments"),
            SecurityTokenInvalidSignatureException => new MovieCaller.Malformed("Signature verification failed"),
            // Also of a header that cannot be read: it names no algorithm.
            _ => new MovieCaller.Malformed("The specified alg value is not allowed"),
        };
    }
}

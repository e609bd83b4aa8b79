using Microsoft.AspNetCore.Mvc;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Gives out development tokens, in the form of the older service.</summary>
internal static class TokenEndpoint
{
    /// <summary>Gives a token for a user name</summary>
    /// <remarks>
    /// For development: where the setting Movies:DevelopmentTokens is on, all routes of movies ask for one. Good for 30 minutes.
    /// </remarks>
    /// <response code="200">The token, to be sent as Authorization: Bearer</response>
    [CompatibleBody("""{"username": "ada"}""")]
    [Refuses(400), Refuses(404)]
    public static async Task<Results<Answer<AccessToken>, CompatibleFault>> Issue(HttpContext context, [FromServices] DevelopmentTokens? tokens)
    {
        if (tokens is null) return new CompatibleFault(404, "No tokens are given out here (setting Movies:DevelopmentTokens)");
        var fields = await CompatibleFields.Read(context, fromQuery: false, "username");
        return (fields.Fault ?? NameFault(fields["username"])) is { } fault
            ? new CompatibleFault(400, fault)
            : new Answer<AccessToken>(new AccessToken(tokens.Issue(fields["username"]!)));
    }

    private static string? NameFault(string? name) =>
        string.IsNullOrEmpty(name) ? "Missing username parameter"
        : name.Length > DevelopmentTokens.LongestName ? $"username must have at most {DevelopmentTokens.LongestName} characters"
        : null;
}

using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Gives out development tokens, in the form of the older service.</summary>
/// <param name="tokens">Null where they are off.</param>
internal sealed class TokenEndpoint(DevelopmentTokens? tokens)
{
    // POST /api/token
    public async Task Issue(HttpContext context)
    {
        if (tokens is null)
        {
            await CompatibleReply.WriteMessage(context, 404, "No tokens are given out here (setting Movies:DevelopmentTokens)");
            return;
        }

        var fields = await CompatibleFields.Read(context, fromQuery: false, "username");
        if ((fields.Fault ?? NameFault(fields["username"])) is { } fault)
        {
            await CompatibleReply.WriteMessage(context, 400, fault);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await JsonReply.Write(context, 200, new AccessToken { Token = tokens.Issue(fields["username"]!) }, ApiJson.Default.AccessToken);
    }

    private static string? NameFault(string? name) =>
        string.IsNullOrEmpty(name) ? "Missing username parameter"
        : name.Length > DevelopmentTokens.LongestName ? $"username must have at most {DevelopmentTokens.LongestName} characters"
        : null;
}

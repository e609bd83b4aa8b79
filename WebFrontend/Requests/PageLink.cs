using Microsoft.AspNetCore.Http.Extensions;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The header Link of a page (RFC 8288): the address of the next one.</summary>
internal static class PageLink
{
    /// <summary>Names this address with another cursor.</summary>
    public static void Write(HttpContext context, string cursor)
    {
        var request = context.Request;
        var query = new QueryBuilder(request.Query.Where(parameter => parameter.Key != "cursor")) { { "cursor", cursor } };
        context.Response.Headers.Link = $"<{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{query}>; rel=\"next\"";
    }
}

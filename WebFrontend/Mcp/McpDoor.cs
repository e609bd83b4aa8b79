using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Mcp;

/// <summary>The agents' door: the Model Context Protocol at /mcp, without sessions, so that any web process answers any request.</summary>
internal static class McpDoor
{
    public static void AddMcp(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddMcpServer(server => server.ServerInfo = new() { Name = "OrleansJobs", Version = "1" })
            .WithHttpTransport(transport => transport.Stateless = true)
            .AddAuthorizationFilters()
            .WithTools<JobTools>()
            .WithTools<JobChangeTools>();
    }

    public static void MapMcpDoor(this IEndpointRouteBuilder routes) => routes.MapMcp("/mcp").RequireAuthorization(Scopes.Read).ExcludeFromDescription();
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>The pages, and what browsers load with them.</summary>
internal static class DashboardPipeline
{
    /// <summary>Answers all requests below the dashboard's path.</summary>
    /// <param name="app">A pipeline of its own, whose requests have the path as their base.</param>
    /// <param name="admit">Lets pass who may see pages; comes behind what anybody may load.</param>
    public static void UseDashboard(this IApplicationBuilder app, Action<IApplicationBuilder> admit)
    {
        app.Use(NameFolder);
        app.UseBrowserFiles();
        app.Use(PageHeaders.Invoke);
        admit(app);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRouting();
        // No page takes forms: what is done goes over its connection, which others cannot have.
        app.UseEndpoints(routes => routes.MapRazorComponents<App>().DisableAntiforgery().ExcludeFromDescription().WithMetadata(OfDashboard.Mark)
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null));
    }

    // What pages name is relative to it.
    private static Task NameFolder(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.HasValue) return next(context);
        context.Response.Redirect($"{context.Request.PathBase}/{context.Request.QueryString}");
        return Task.CompletedTask;
    }
}

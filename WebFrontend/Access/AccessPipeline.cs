namespace OrleansJobs.WebFrontend.Access;

/// <summary>Who may call, before anything else is done.</summary>
internal static class AccessPipeline
{
    /// <summary>Lets pass who shows credentials, where some are configured, and who is on this machine where none are.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<CredentialsAreAsked>() is null)
        {
            app.UseMiddleware<LocalAccessMiddleware>();
            app.UseAuthorization();
            return;
        }

        // Before the rest: a browser asks without credentials whether it may ask with them.
        if (app.ApplicationServices.GetRequiredService<IOptions<AccessOptions>>().Value.Origins is { Length: > 0 } origins)
            app.UseCors(policy => policy.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("ETag", "Link", "Location", "Retry-After"));
        app.UseWhen(static context => context.Request.Path.StartsWithSegments("/orleans"), static orleans => orleans.Use(DashboardDoor.ShowCookie));
        app.UseAuthentication();
        app.Use(CallerLimits.Invoke);
        app.UseAuthorization();
        app.Use(Tenants.Invoke);
    }
}

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>A pipeline that its first request builds. Pages take long to build and much memory; a service that nobody looks at goes without.</summary>
internal static class LatePipeline
{
    /// <param name="services">Of the process.</param>
    /// <param name="configure">Says what the pipeline is; called once, by the first request.</param>
    public static RequestDelegate Of(IServiceProvider services, Action<IApplicationBuilder> configure)
    {
        var pipeline = new Lazy<RequestDelegate>(() =>
        {
            var app = new ApplicationBuilder(services);
            configure(app);
            return app.Build();
        });
        return context => pipeline.Value(context);
    }
}

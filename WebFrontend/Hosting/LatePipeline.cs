namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>A pipeline that its first request builds. Pages take long to build and much memory; a service that nobody looks at goes without.</summary>
internal static class LatePipeline
{
    // The framework keeps one list of all endpoints, which two pipelines at once must not add to.
    private static readonly Lock Building = new();

    /// <param name="services">Of the process.</param>
    /// <param name="configure">Says what the pipeline is; called once, by the first request.</param>
    public static RequestDelegate Of(IServiceProvider services, Action<IApplicationBuilder> configure)
    {
        var pipeline = new Lazy<RequestDelegate>(() => Build(services, configure));
        return context => pipeline.Value(context);
    }

    private static RequestDelegate Build(IServiceProvider services, Action<IApplicationBuilder> configure)
    {
        lock (Building)
        {
            var app = new ApplicationBuilder(services);
            configure(app);
            return app.Build();
        }
    }
}

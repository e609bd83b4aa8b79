namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>What stands before handlers.</summary>
internal static class Gates
{
    /// <summary>Lets a gate see each request before anything of it is read.</summary>
    /// <param name="routes">The routes behind it.</param>
    /// <param name="gate">Makes of the services and the handler what takes its place.</param>
    public static TBuilder Behind<TBuilder>(this TBuilder routes, Func<IServiceProvider, RequestDelegate, RequestDelegate> gate)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Finally(endpoint => endpoint.RequestDelegate = gate(endpoint.ApplicationServices, endpoint.RequestDelegate!));
        return routes;
    }
}

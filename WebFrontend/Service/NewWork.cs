using OrleansJobs.WebFrontend.Hosting;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>Marks a route that makes work.</summary>
internal sealed class MakesWorkMetadata;

/// <summary>Routes that make work, which is refused while the service is being stopped.</summary>
internal static class NewWork
{
    /// <summary>Refuses requests while no new work is taken.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="refusal">The answer; null for that of most routes.</param>
    public static TBuilder MakesWork<TBuilder>(this TBuilder routes, IResult? refusal = null)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new MakesWorkMetadata()).Behind((services, handler) =>
        {
            var draining = services.GetRequiredService<Draining>();
            return context => draining.IsOn ? (refusal ?? ProblemTypes.Draining).ExecuteAsync(context) : handler(context);
        });
}

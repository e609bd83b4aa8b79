using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>What a silo reads of the section "Movies", and what is allowed in it.</summary>
internal static class MovieSettings
{
    public static IServiceCollection AddMovieSettings(this IServiceCollection services)
    {
        services.AddSection<MovieOptions>(MovieOptions.Section)
            .InRange("Movies:LookedRows", movies => movies.LookedRows, 1_000, 1_000_000)
            .InRange("Movies:ImportConcurrency", movies => movies.ImportConcurrency, 1, 10_000)
            .InRange("Movies:ImportFaults", movies => movies.ImportFaults, 0, 100_000);
        return services;
    }
}

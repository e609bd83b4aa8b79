using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Grains.Movies;

/// <summary>Registers movies with a silo's services.</summary>
public static class MovieServices
{
    /// <summary>Adds the job kind movies.import. The silo adds <see cref="IMovieStore"/>.</summary>
    public static IServiceCollection AddMovies(this IServiceCollection services) =>
        services.AddJob<MovieImportJob>(MovieImportJob.Kind);
}

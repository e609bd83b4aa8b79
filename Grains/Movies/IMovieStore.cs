using OrleansJobs.Movies;

namespace OrleansJobs.Grains.Movies;

/// <summary>The table of movies.</summary>
public interface IMovieStore
{
    /// <summary>The movie, or null if there is none of this title.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<Movie?> Read(string title, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="after"/> in the place of <paramref name="before"/>; null is no movie. Complete when it is on disk.
    /// </summary>
    /// <returns>False, and nothing is written, if what there is has not the version of <paramref name="before"/>.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<bool> Write(Movie? before, Movie? after);

    /// <summary>The movies that match, of the next <paramref name="looked"/> in their order.</summary>
    /// <param name="filter">Which movies.</param>
    /// <param name="looked">How many rows are looked at; more than the filter's limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<MoviePage> List(MovieFilter filter, int looked, CancellationToken cancellationToken);
}

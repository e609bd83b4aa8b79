using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Movies;

namespace OrleansJobs.Grains.Movies;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class MovieQueryGrain(IMovieStore store, IOptions<MovieOptions> options) : Grain, IMovieQueryGrain
{
    public Task<Movie?> Get(string title) => Asked(store.Read(title, CancellationToken.None));

    public Task<MoviePage> List(MovieFilter filter) => Asked(store.List(
        filter with { Limit = Math.Clamp(filter.Limit, 1, 500) }, options.Value.LookedRows, CancellationToken.None));

    /// <summary>Infrastructure that is lost reaches callers as an exception that every host carries.</summary>
    private static async Task<T> Asked<T>(Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (StoreException error)
        {
            throw new TimeoutException("The store cannot be read now.", error);
        }
    }
}

using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Movies;

namespace OrleansJobs.Grains.Movies;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class MovieQueryGrain(IMovieStore store, IOptions<MovieOptions> options) : Grain, IMovieQueryGrain
{
    public Task<Movie?> Get(string title) => store.Read(title, CancellationToken.None);

    public Task<MoviePage> List(MovieFilter filter) => store.List(
        filter with { Limit = Math.Clamp(filter.Limit, 1, 500) }, options.Value.LookedRows, CancellationToken.None);
}

using OrleansJobs.Jobs;
using OrleansJobs.Movies;

namespace OrleansJobs.Grains.Movies;

/// <summary>
/// A movie. Its calls come one after another, so writers of one title seldom meet in the store. It keeps nothing in memory and
/// does not rely on being the only activation: each request is decided on the row as it is, and written only if the row is
/// still that one; else it is decided anew.
/// </summary>
[CollectionAgeLimit(Minutes = 1)]
internal sealed class MovieGrain(IMovieStore store, IIdSource ids, TimeProvider time) : Grain, IMovieGrain
{
    // Each try that fails is one in which somebody else's write was made.
    private const int Tries = 10;

    private string Title => this.GetPrimaryKeyString();

    private int ThisYear => time.GetUtcNow().Year;

    public Task<MovieResult> Add(MovieSpec movie) => movie.Title == Title
        ? Change(before => MovieMachine.Add(before, movie, ThisYear, ids.NewStamp()))
        : Task.FromResult(MovieMachine.OtherTitle);

    public Task<MovieResult> Put(MovieSpec movie, MovieCondition condition) => movie.Title == Title
        ? Change(before => MovieMachine.Put(before, movie, condition, ThisYear, ids.NewStamp()))
        : Task.FromResult(MovieMachine.OtherTitle);

    public Task<MovieResult> Patch(MoviePatch patch, MovieCondition condition) =>
        Change(before => MovieMachine.Patch(before, patch, condition, ThisYear, ids.NewStamp()));

    public Task<MovieResult> Remove(MovieCondition condition) =>
        Change(before => MovieMachine.Remove(before, condition));

    private async Task<MovieResult> Change(Func<Movie?, MovieResult> decide)
    {
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                var before = await store.Read(Title, CancellationToken.None);
                var result = decide(before);
                if (!MovieMachine.Writes(result, out var after) || await Write(before, after)) return result;
            }

            return new MovieResult.Unavailable { Unchanged = true };
        }
        catch (StoreException error)
        {
            return new MovieResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }

    /// <summary>Writes; if the answer is lost, finds out by reading whether the row is what was written.</summary>
    private async Task<bool> Write(Movie? before, Movie? after)
    {
        try
        {
            return await store.Write(before, after);
        }
        catch (StoreException lost) when (lost.OutcomeUnknown)
        {
            return await Shows(after, lost);
        }
    }

    private async Task<bool> Shows(Movie? after, StoreException lost)
    {
        try
        {
            return (await store.Read(Title, CancellationToken.None))?.Version == after?.Version;
        }
        catch (StoreException)
        {
            throw lost; // That the read failed tells nothing of the write.
        }
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Movies;

namespace OrleansJobs.Grains.Movies;

/// <summary>
/// Kind "movies.import": adds a list of movies, each for itself. An attempt that is repeated finds what the one before added,
/// and counts it as existing.
/// </summary>
public sealed class MovieImportJob(IGrainFactory grains, IOptions<MovieOptions> options) : IJobHandler<MovieImportInput, MovieImportResult>
{
    /// <summary>The name of this kind.</summary>
    public const string Kind = "movies.import";

    private static readonly ImmutableArray<FieldError> Existing =
        [new FieldError { Field = "title", Message = "is that of a movie which differs in another field" }];

    /// <inheritdoc/>
    public async Task<MovieImportResult> RunAsync(MovieImportInput input, JobContext context, CancellationToken cancellationToken)
    {
        var movies = input.Movies.IsDefault ? [] : input.Movies;
        var outcomes = new Outcome[movies.Length];
        var thisYear = context.Clock.GetUtcNow().Year;
        var size = options.Value.ImportConcurrency;
        for (var start = 0; start < movies.Length; start += size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = Enumerable.Range(start, Math.Min(size, movies.Length - start));
            await Task.WhenAll(some.Select(async i => outcomes[i] = await Add(movies[i], thisYear)));
            context.ReportProgress(Math.Min(1, (double)(start + size) / movies.Length));
        }

        return Sum(outcomes);
    }

    private async Task<Outcome> Add(MovieImportItem? item, int thisYear)
    {
        if (!MovieText.TryRead(item?.Title, item?.Genre, item?.ReleaseYear, item?.ExpiryDate, thisYear, out var movie, out var faults))
            return new Outcome(faults);
        return await grains.GetGrain<IMovieGrain>(movie.Title).Add(movie) switch
        {
            MovieResult.Added => new Outcome([], Added: true),
            MovieResult.Exists exists => new Outcome(exists.Movie.Fields == movie ? [] : Existing),
            MovieResult.Invalid invalid => new Outcome(invalid.Errors),
            _ => throw new IOException("The store did not take a movie in time."),
        };
    }

    private MovieImportResult Sum(Outcome[] outcomes) => new()
    {
        Added = outcomes.Count(outcome => outcome.Added),
        Existing = outcomes.Count(outcome => !outcome.Added && outcome.Errors.IsEmpty),
        Failed = outcomes.Count(outcome => !outcome.Errors.IsEmpty),
        Faults =
        [
            .. outcomes.Index().Where(item => !item.Item.Errors.IsEmpty).Take(options.Value.ImportFaults)
                .Select(item => new MovieImportFault { Index = item.Index, Errors = item.Item.Errors }),
        ],
    };

    private sealed record Outcome(ImmutableArray<FieldError> Errors, bool Added = false);
}

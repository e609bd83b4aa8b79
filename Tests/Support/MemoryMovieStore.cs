using System.Collections.Concurrent;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Movies;

namespace OrleansJobs.Tests.Support;

/// <summary>A table of movies in memory, with the same rule for writes as the real one, whose faults a test chooses.</summary>
internal sealed class MemoryMovieStore : IMovieStore
{
    private readonly ConcurrentDictionary<string, Movie> _rows = new();

    /// <summary>Asked before each write; what it throws is the store's answer, and nothing is written.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>Asked after each write; what it throws is the answer all the same: an answer lost.</summary>
    public Func<Task>? AfterWrite { get; set; }

    public Movie? this[string title] => _rows.GetValueOrDefault(title);

    /// <summary>Puts a row there, as another activation would.</summary>
    public void Put(Movie movie) => _rows[movie.Fields.Title] = movie;

    public Task<Movie?> Read(string title, CancellationToken cancellationToken) => Task.FromResult(this[title]);

    public async Task<bool> Write(Movie? before, Movie? after)
    {
        if (BeforeWrite is { } asked) await asked();
        var title = (before ?? after)!.Fields.Title;
        var written = (before, after) switch
        {
            (null, _) => _rows.TryAdd(title, after!),
            (_, null) => _rows.TryRemove(new KeyValuePair<string, Movie>(title, before)),
            _ => _rows.TryUpdate(title, after, before),
        };
        if (AfterWrite is { } told) await told();
        return written;
    }

    public Task<MoviePage> List(MovieFilter filter, int looked, CancellationToken cancellationToken) =>
        Task.FromResult(new MoviePage { Movies = [.. _rows.Values.OrderBy(movie => movie.Fields.Title, StringComparer.Ordinal).Take(filter.Limit)] });
}

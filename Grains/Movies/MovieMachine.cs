using OrleansJobs.Jobs;
using OrleansJobs.Movies;

namespace OrleansJobs.Grains.Movies;

/// <summary>
/// Decides what becomes of a request, given the movie that there is (null if none). What is to be written follows from the
/// answer: see <see cref="Writes"/>. Pure.
/// </summary>
internal static class MovieMachine
{
    public static MovieResult Add(Movie? before, MovieSpec fields, int thisYear, long version)
    {
        if (MovieRules.Faults(fields, thisYear) is { Length: > 0 } faults) return new MovieResult.Invalid { Errors = faults };
        if (before is not null) return new MovieResult.Exists { Movie = before };
        return new MovieResult.Added { Movie = new Movie { Fields = fields, Version = version } };
    }

    public static MovieResult Put(Movie? before, MovieSpec fields, MovieCondition condition, int thisYear, long version)
    {
        if (MovieRules.Faults(fields, thisYear) is { Length: > 0 } faults) return new MovieResult.Invalid { Errors = faults };
        if (!condition.IsMetBy(before)) return new MovieResult.ConditionFailed { Movie = before };
        var after = new Movie { Fields = fields, Version = version };
        return before is null ? new MovieResult.Added { Movie = after } : new MovieResult.Changed { Movie = after };
    }

    public static MovieResult Patch(Movie? before, MoviePatch patch, MovieCondition condition, int thisYear, long version)
    {
        if (before is null) return new MovieResult.NotFound();
        var fields = before.Fields with
        {
            Genre = patch.Genre ?? before.Fields.Genre,
            ReleaseYear = patch.ReleaseYear ?? before.Fields.ReleaseYear,
            ExpiryDate = patch.ExpiryDate ?? before.Fields.ExpiryDate,
        };
        return Put(before, fields, condition, thisYear, version);
    }

    public static MovieResult Remove(Movie? before, MovieCondition condition) =>
        before is null ? new MovieResult.NotFound()
        : !condition.IsMetBy(before) ? new MovieResult.ConditionFailed { Movie = before }
        : new MovieResult.Removed { Movie = before };

    /// <summary>Whether the answer is true only once the store has it, and what that is.</summary>
    public static bool Writes(MovieResult result, out Movie? after)
    {
        (var writes, after) = result switch
        {
            MovieResult.Added added => (true, added.Movie),
            MovieResult.Changed changed => (true, changed.Movie),
            MovieResult.Removed => (true, (Movie?)null),
            _ => (false, null),
        };
        return writes;
    }

    /// <summary>The answer to a movie under another title than that of the grain, which is its key.</summary>
    public static MovieResult OtherTitle { get; } = new MovieResult.Invalid
    {
        Errors = [new FieldError { Field = "title", Message = "must be the title in the address; it cannot be changed" }],
    };
}

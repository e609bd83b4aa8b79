using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Turns what grains answer about movies into HTTP answers.</summary>
internal static class MovieReply
{
    /// <summary>Answers a change.</summary>
    public static Task Write(HttpContext context, MovieResult result)
    {
        switch (result)
        {
            case MovieResult.Added { Movie: var movie }:
                context.Response.Headers.Location = MoviePath.Of(movie.Fields.Title);
                return WriteMovie(context, 201, movie);
            case MovieResult.Changed { Movie: var movie }:
                return WriteMovie(context, 200, movie);
            case MovieResult.Removed:
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            case MovieResult.Exists { Movie: var movie }:
                return ProblemReply.Write(context, new Problem(ProblemTypes.MovieExists, $"Its ETag is {MovieTag.Of(movie)}."));
            case MovieResult.ConditionFailed { Movie: var movie }:
                return ProblemReply.Write(context, new Problem(
                    ProblemTypes.MovieChanged, movie is null ? "There is no such movie." : $"The movie's ETag is {MovieTag.Of(movie)}."));
            case MovieResult.NotFound:
                return WriteNotFound(context);
            case MovieResult.Invalid invalid:
                return ProblemReply.Write(context, Problem.Invalid(invalid.Errors));
            case MovieResult.Unavailable { Unchanged: var unchanged }:
                return ProblemReply.Write(context, Problem.Unavailable(unchanged));
            default:
                throw new InvalidOperationException($"{result.GetType().Name} is not a result of a change.");
        }
    }

    /// <summary>Answers a read of one movie, with nothing but its tag if the caller has it already.</summary>
    public static Task WriteCurrent(HttpContext context, Movie? movie)
    {
        if (movie is null) return WriteNotFound(context);
        // Movies change at any time: a cache may keep the answer, but has to ask before using it.
        context.Response.Headers.CacheControl = "no-cache";
        var tag = MovieTag.Of(movie);
        if (!EntityTag.IsKnown(context.Request, tag)) return WriteMovie(context, 200, movie);
        context.Response.Headers.ETag = tag;
        context.Response.StatusCode = 304;
        return Task.CompletedTask;
    }

    /// <summary>Answers that there is no such movie.</summary>
    public static Task WriteNotFound(HttpContext context) =>
        ProblemReply.Write(context, new Problem(ProblemTypes.MovieNotFound, "There is no movie of this title."));

    private static Task WriteMovie(HttpContext context, int status, Movie movie)
    {
        context.Response.Headers.ETag = MovieTag.Of(movie);
        return JsonReply.Write(context, status, MovieView.Of(movie), ApiJson.Default.MovieView);
    }
}

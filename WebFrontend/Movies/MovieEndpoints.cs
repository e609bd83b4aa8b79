using OrleansJobs.Jobs;
using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Movies as resources.</summary>
internal sealed class MovieEndpoints(IGrainFactory grains, TimeProvider time)
{
    // GET /movies
    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request, MovieListParameters.Names);
        var filter = MovieListParameters.Read(query, out var sort);
        if (query.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var page = await grains.GetGrain<IMovieQueryGrain>(0).List(filter);
        var cursor = page.Next is { } next ? MovieCursor.Write(sort, next) : null;
        if (cursor is not null) PageLink.Write(context, cursor);
        context.Response.Headers.CacheControl = "no-cache";
        await JsonReply.Write(
            context, 200, new MovieList { Movies = [.. page.Movies.Select(MovieView.Of)], NextCursor = cursor }, ApiJson.Default.MovieList);
    }

    // GET /movies/{title}
    public async Task Get(HttpContext context)
    {
        var title = MoviePath.Title(context);
        var movie = MovieRules.TitleFault(title) is null ? await grains.GetGrain<IMovieQueryGrain>(0).Get(title) : null;
        await MovieReply.WriteCurrent(context, movie);
    }

    // POST /movies
    public async Task Add(HttpContext context)
    {
        using var body = await JsonBody.Read(context);
        if (body.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (MovieRequests.TryRead(body.Root, null, time.GetUtcNow().Year, out var movie, out var faults))
            await MovieReply.Write(context, await grains.GetGrain<IMovieGrain>(movie.Title).Add(movie));
        else
            await ProblemReply.Write(context, Problem.Invalid(faults));
    }

    // PUT /movies/{title}
    public async Task Put(HttpContext context)
    {
        using var body = await JsonBody.Read(context);
        var title = MoviePath.Title(context);
        if (body.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (!MovieRequests.TryRead(body.Root, title, time.GetUtcNow().Year, out var movie, out var faults))
            await ProblemReply.Write(context, Problem.Invalid(faults));
        else if (MovieRules.TitleFault(title) is { } fault)
            await ProblemReply.Write(context, Problem.Invalid([new FieldError { Field = "title", Message = fault }]));
        else
            await MovieReply.Write(context, await grains.GetGrain<IMovieGrain>(title).Put(movie, MovieTag.Condition(context.Request)));
    }

    // PATCH /movies/{title}
    public async Task Patch(HttpContext context)
    {
        using var body = await JsonBody.Read(context);
        if (body.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var patch = MovieRequests.ReadPatch(body.Root, out var faults);
        var title = MoviePath.Title(context);
        if (faults.Count > 0)
            await ProblemReply.Write(context, Problem.Invalid(faults));
        else if (MovieRules.TitleFault(title) is not null)
            await MovieReply.WriteNotFound(context);
        else
            await MovieReply.Write(context, await grains.GetGrain<IMovieGrain>(title).Patch(patch, MovieTag.Condition(context.Request)));
    }

    // DELETE /movies/{title}
    public async Task Remove(HttpContext context)
    {
        var title = MoviePath.Title(context);
        if (MovieRules.TitleFault(title) is not null)
            await MovieReply.WriteNotFound(context);
        else
            await MovieReply.Write(context, await grains.GetGrain<IMovieGrain>(title).Remove(MovieTag.Condition(context.Request)));
    }
}

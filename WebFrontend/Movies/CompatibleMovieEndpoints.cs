using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Movies in the form of an older service, whose clients know these routes, fields and messages.</summary>
internal sealed class CompatibleMovieEndpoints(IGrainFactory grains, TimeProvider time)
{
    // GET /api
    public Task List(HttpContext context) => CompatibleReply.WriteAll(context, Movies, new MovieFilter());

    // POST /api
    public async Task Add(HttpContext context)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: false, "title", "genre", "release_year", "expiry_date");
        if (fields.Fault is { } fault)
        {
            await NotAdded(context, fault);
            return;
        }

        var thisYear = time.GetUtcNow().Year;
        var result = MovieText.TryRead(
            fields["title"], fields["genre"], fields["release_year"], fields["expiry_date"], thisYear, out var movie, out var faults)
            ? await grains.GetGrain<IMovieGrain>(movie.Title).Add(movie)
            : new MovieResult.Invalid { Errors = faults };
        await (result switch
        {
            MovieResult.Added { Movie: var added } => CompatibleReply.WriteMovie(context, added),
            MovieResult.Invalid { Errors: var errors } =>
                NotAdded(context, string.Join("; ", errors.Select(error => $"{NameOf(error.Field)} {error.Message}"))),
            MovieResult.Exists => NotAdded(context, "a movie of this title exists already"),
            _ => Unavailable(context),
        });
    }

    // DELETE /api
    public async Task Remove(HttpContext context)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: true, "title");
        if (fields.Fault is { } fault)
        {
            await CompatibleReply.WriteMessage(context, 400, fault);
            return;
        }

        var result = fields["title"] is { } title && MovieRules.TitleFault(title) is null
            ? await grains.GetGrain<IMovieGrain>(title).Remove(new MovieCondition())
            : new MovieResult.NotFound();
        await (result switch
        {
            MovieResult.Removed { Movie: var movie } => CompatibleReply.WriteMovie(context, movie),
            MovieResult.NotFound => CompatibleReply.WriteMessage(context, 400, "Movie was not found"),
            _ => Unavailable(context),
        });
    }

    // GET /api/search
    public async Task Search(HttpContext context)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: true, "title", "genre", "release_year", "expiry_date");
        if (fields.Fault is { } fault)
        {
            await CompatibleReply.WriteMessage(context, 400, fault);
            return;
        }

        await CompatibleReply.WriteAll(context, Movies, new MovieFilter
        {
            Title = new FieldFilter { Contains = fields["title"] },
            Genre = new FieldFilter { Contains = fields["genre"] },
            ReleaseYear = new FieldFilter { Contains = fields["release_year"] },
            // Dates are stored with hyphens, however they were given.
            ExpiryDate = new FieldFilter { Contains = fields["expiry_date"]?.Replace('/', '-').Replace(':', '-') },
        });
    }

    // GET /api/expiredMovies
    public async Task ListExpired(HttpContext context)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: true, "from", "to");
        DateOnly from = default, to = default;
        if ((fields.Fault ?? FaultOf(fields, out from, out to)) is { } fault)
        {
            await CompatibleReply.WriteMessage(context, 400, fault);
            return;
        }

        await CompatibleReply.WriteAll(context, Movies, new MovieFilter
        {
            ExpiryDate = new FieldFilter { From = MovieRules.Write(from), To = MovieRules.Write(to) },
            Sort = MovieSort.ExpiryDate,
        });
    }

    private static string? FaultOf(CompatibleFields fields, out DateOnly from, out DateOnly to)
    {
        to = default;
        return DateFault(fields, "from", out from) ?? DateFault(fields, "to", out to) ?? (from > to ? "from is after to" : null);
    }

    private static string? DateFault(CompatibleFields fields, string name, out DateOnly date)
    {
        date = default;
        if (fields[name] is not { } text) return $"Missing {name} parameter";
        return MovieRules.TryReadDate(text, out date) ? null : $"{name} {MovieText.DateForm}";
    }

    private IMovieQueryGrain Movies => grains.GetGrain<IMovieQueryGrain>(0);

    private static string NameOf(string field) => field switch
    {
        "releaseYear" => "release_year",
        "expiryDate" => "expiry_date",
        _ => field,
    };

    private static Task NotAdded(HttpContext context, string why) =>
        CompatibleReply.WriteMessage(context, 400, $"Movie could not be added: {why}");

    private static Task Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return CompatibleReply.WriteMessage(context, 503, "The store did not answer in time; whether the change was made is not known");
    }
}

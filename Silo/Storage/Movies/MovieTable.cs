using System.Data.Common;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Movies;

namespace OrleansJobs.Silo.Storage.Movies;

/// <summary>The table of movies, one row a title. Every write names the version of the row that it replaces.</summary>
internal sealed class MovieTable(Database database) : IMovieStore
{
    public const string Columns = "title, genre, release_year, expiry_date, version";

    public const string One = $"SELECT {Columns} FROM movies WHERE title = $1";

    public const string Update =
        """
        UPDATE movies SET genre = $3, genre_folded = $4, release_year = $5, expiry_date = $6, version = $7
        WHERE title = $1 AND version = $2
        """;

    public const string Delete = "DELETE FROM movies WHERE title = $1 AND version = $2";

    private const string Insert =
        """
        INSERT INTO movies (title, title_folded, genre, genre_folded, release_year, expiry_date, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (title) DO NOTHING
        """;

    public Task<Movie?> Read(string title, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(One, title).ReadAll(Read, token)).SingleOrDefault(), cancellationToken);

    public Task<bool> Write(Movie? before, Movie? after) => database.Write((session, _) => (before, after) switch
    {
        (null, { Fields: var fields }) => session.Execute(
            Insert, fields.Title, FoldedText.Of(fields.Title), fields.Genre, FoldedText.Of(fields.Genre),
            fields.ReleaseYear, MovieRules.Write(fields.ExpiryDate), after.Version),
        ({ Version: var version }, { Fields: var fields }) => session.Execute(
            Update, before.Fields.Title, version, fields.Genre, FoldedText.Of(fields.Genre),
            fields.ReleaseYear, MovieRules.Write(fields.ExpiryDate), after.Version),
        ({ Version: var version }, null) => session.Execute(Delete, before.Fields.Title, version),
        (null, null) => throw new ArgumentException("There is nothing to write."),
    } == 1);

    public Task<MoviePage> List(MovieFilter filter, int looked, CancellationToken cancellationToken) =>
        database.Read((session, token) => MovieListQuery.Read(session, filter, looked, token), cancellationToken);

    /// <summary>A movie from <see cref="Columns"/>.</summary>
    public static Movie Read(DbDataReader row) => new()
    {
        Fields = new MovieSpec
        {
            Title = row.GetString(0),
            Genre = row.GetString(1),
            ReleaseYear = row.GetInt32(2),
            ExpiryDate = MovieRules.TryReadDate(row.GetString(3), out var date)
                ? date
                : throw new InvalidDataException($"The expiry date of the movie \"{row.GetString(0)}\" is none."),
        },
        Version = row.GetInt64(4),
    };
}

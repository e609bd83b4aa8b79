using OrleansJobs.Movies;
using OrleansJobs.Silo.Storage.Movies;
using Xunit;
using static OrleansJobs.Tests.Grains.Movies.MovieSamples;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private const int Plenty = 10_000;

    private MovieTable Movies => new(Store.Database);

    [StoreFact]
    public async Task A_movie_comes_back_as_it_was_written()
    {
        var movie = Movie("'; DROP TABLE movies; --🎬", "Ünï\"codé", 1, "0001-01-01", long.MinValue);
        Assert.True(await Movies.Write(null, movie));
        Close();
        Assert.Equal(movie, await Movies.Read(movie.Fields.Title, CancellationToken.None));
        Assert.Null(await Movies.Read("'; drop table movies; --🎬", CancellationToken.None));
    }

    [StoreFact]
    public async Task A_movie_is_written_only_in_the_place_of_the_version_that_was_expected()
    {
        var (first, second) = (Movie("Alien", version: 1), Movie("Alien", "Drama", version: 2));
        Assert.False(await Movies.Write(first, second));
        Assert.False(await Movies.Write(first, null));
        Assert.True(await Movies.Write(null, first));
        Assert.False(await Movies.Write(null, second));
        Assert.True(await Movies.Write(first, second));
        Assert.False(await Movies.Write(first, Movie("Alien", "Comedy", version: 3)));
        Assert.False(await Movies.Write(first, null));
        Assert.Equal(second, await Movies.Read("Alien", CancellationToken.None));
        Assert.True(await Movies.Write(second, null));
        Assert.Null(await Movies.Read("Alien", CancellationToken.None));
    }

    [StoreFact]
    public async Task Of_many_writes_of_one_version_at_once_one_is_made()
    {
        var added = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Movies.Write(null, Movie("Alien", version: i))));
        Assert.Single(added, true);
        var before = await Movies.Read("Alien", CancellationToken.None);
        var changed = await Task.WhenAll(Enumerable.Range(100, 50).Select(i => Movies.Write(before, Movie("Alien", version: i))));
        Assert.Single(changed, true);
    }

    [StoreFact]
    public async Task Conditions_on_every_field_hold_together()
    {
        await Seed();
        Assert.Equal(["Alien", "Aliens"], await Titles(new MovieFilter { Title = new FieldFilter { Contains = "alien" } }));
        Assert.Equal(["Aliens"], await Titles(new MovieFilter { Title = new FieldFilter { Contains = "alien" }, Genre = new FieldFilter { Contains = "ACT" } }));
        Assert.Equal(["Alien"], await Titles(new MovieFilter { Title = new FieldFilter { From = "Alien", To = "Alien" } }));
        Assert.Equal(["Aliens"], await Titles(new MovieFilter { Title = new FieldFilter { After = "Alien", Before = "Heat" } }));
        Assert.Equal(["Alien", "Aliens"], await Titles(new MovieFilter { ReleaseYear = new FieldFilter { From = "1979", To = "1986" } }));
        Assert.Equal(["Aliens"], await Titles(new MovieFilter { ReleaseYear = new FieldFilter { After = "1979", Before = "1995" } }));
        Assert.Equal(["Alien"], await Titles(new MovieFilter { ReleaseYear = new FieldFilter { Contains = "97" } }));
        Assert.Equal(["Alien"], await Titles(new MovieFilter { ReleaseYear = new FieldFilter { Before = "2009" }, ExpiryDate = new FieldFilter { Contains = "-12-3" } }));
        Assert.Equal(["Heat", "Up"], await Titles(new MovieFilter { ExpiryDate = new FieldFilter { From = "2031-01-01", To = "2032-02-29" } }));
        Assert.Empty(await Titles(new MovieFilter { Genre = new FieldFilter { From = "drama", To = "drama" } }));
    }

    [StoreFact]
    public async Task Search_knows_the_case_of_all_letters_and_takes_signs_as_they_are()
    {
        foreach (var title in (string[])["100% Wolf", "100 Wolves", "A_B", "AxB", "Élan", "ΟΔΟΣ", "back\\slash", "ЁЛКИ", "STRASSE"])
            Assert.True(await Movies.Write(null, Movie(title)));
        await Finds("100%", "100% Wolf");
        await Finds("%", "100% Wolf");
        await Finds("_", "A_B");
        await Finds("a_b", "A_B");
        await Finds("\\", "back\\slash");
        await Finds("éLAN", "Élan");
        await Finds("elan");
        await Finds("οδος", "ΟΔΟΣ");
        await Finds("ёлки", "ЁЛКИ");
        await Finds("straße");
        await Finds("' OR '1'='1");

        async Task Finds(string part, params string[] titles) =>
            Assert.Equal(titles, await Titles(new MovieFilter { Title = new FieldFilter { Contains = part } }));
    }

    [StoreFact]
    public async Task Pages_in_every_order_join_to_the_whole()
    {
        var all = new List<Movie>();
        foreach (var i in Enumerable.Range(0, 60))
        {
            // Titles beyond the basic plane: by UTF-16 units they would come before U+FF5E, by code points behind it.
            var movie = Movie($"{(i % 3 == 0 ? "🎬" : i % 3 == 1 ? "～" : "a")}{i:00}", $"g{i % 4}", 1990 + i % 7, $"2030-01-{1 + i % 5:00}", i + 1);
            Assert.True(await Movies.Write(null, movie));
            all.Add(movie);
        }

        foreach (var sort in Enum.GetValues<MovieSort>())
        {
            var expected = all.OrderBy(movie => KeyOf(movie, sort), StringComparer.Ordinal).ThenBy(CodePoints, StringComparer.Ordinal).ToList();
            Assert.Equal(expected, await Walk(new MovieFilter { Sort = sort, Limit = 7 }, Plenty));
            expected.Reverse();
            Assert.Equal(expected, await Walk(new MovieFilter { Sort = sort, Descending = true, Limit = 7 }, Plenty));
            // However few are looked at for a page.
            var some = new MovieFilter { Sort = sort, Descending = true, Limit = 3, Title = new FieldFilter { Contains = "5" } };
            Assert.Equal(expected.Where(movie => movie.Fields.Title.Contains('5', StringComparison.Ordinal)), await Walk(some, 10));
        }

        static string KeyOf(Movie movie, MovieSort sort) => sort switch
        {
            MovieSort.Genre => movie.Fields.Genre,
            MovieSort.ReleaseYear => $"{movie.Fields.ReleaseYear}",
            MovieSort.ExpiryDate => MovieRules.Write(movie.Fields.ExpiryDate),
            _ => "",
        };

        static string CodePoints(Movie movie) => string.Concat(movie.Fields.Title.EnumerateRunes().Select(rune => $"{rune.Value:x6}"));
    }

    [StoreFact]
    public async Task A_range_of_the_order_begins_and_ends_the_walk()
    {
        await Seed();
        var years = new MovieFilter { Sort = MovieSort.ReleaseYear, ReleaseYear = new FieldFilter { From = "1986", To = "1995" } };
        Assert.Equal(["Aliens", "Heat"], (await Walk(years, 501)).Select(movie => movie.Fields.Title));
        Assert.Equal(["Heat", "Aliens"], (await Walk(years with { Descending = true }, 501)).Select(movie => movie.Fields.Title));

        // Two rows are in the range, so looking at three finds its end.
        Assert.Null((await Movies.List(years, 3, CancellationToken.None)).Next);
        var titles = new MovieFilter { Title = new FieldFilter { After = "Alien", Before = "Up" }, Descending = true };
        Assert.Equal(["Heat", "Aliens"], await Titles(titles));
    }

    private async Task Seed()
    {
        Movie[] movies =
        [
            Movie("Alien"), Movie("Aliens", "Action", 1986, "2030-06-30"), Movie("Heat", "Drama", 1995, "2031-01-01"),
            Movie("Up", "Animation", 2009, "2032-02-29"),
        ];
        foreach (var movie in movies) Assert.True(await Movies.Write(null, movie));
    }

    private async Task<IEnumerable<string>> Titles(MovieFilter filter) =>
        (await Walk(filter, Plenty)).Select(movie => movie.Fields.Title);

    private async Task<List<Movie>> Walk(MovieFilter filter, int looked)
    {
        var movies = new List<Movie>();
        MoviePage page;
        do
        {
            page = await Movies.List(filter, looked, CancellationToken.None);
            Assert.InRange(page.Movies.Length, 0, filter.Limit);
            movies.AddRange(page.Movies);
            filter = filter with { Position = page.Next };
        }
        while (page.Next is not null);
        return movies;
    }
}

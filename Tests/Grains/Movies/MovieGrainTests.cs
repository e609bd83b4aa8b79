using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Jobs;
using OrleansJobs.Movies;
using OrleansJobs.Tests.Support;
using Xunit;
using static OrleansJobs.Tests.Grains.Movies.MovieSamples;

namespace OrleansJobs.Tests.Grains.Movies;

/// <summary>Movies on a running host, over a store whose faults are chosen.</summary>
public sealed class MovieGrainTests : IAsyncLifetime
{
    private readonly MemoryMovieStore _movies = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(null, services =>
    {
        services.AddMovies();
        services.AddSingleton<IMovieStore>(_movies);
        services.Configure<MovieOptions>(movies => (movies.ImportConcurrency, movies.ImportFaults) = (3, 2));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private IMovieGrain Grain => _host.Grains.GetGrain<IMovieGrain>("Alien");

    [Fact]
    public async Task Of_many_who_add_one_title_at_once_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Grain.Add(Spec("Alien", $"Genre {i}"))));
        var added = Assert.Single(results.OfType<MovieResult.Added>());
        Assert.Equal(49, results.OfType<MovieResult.Exists>().Count());
        Assert.Equal(added.Movie, _movies["Alien"]);
    }

    [Fact]
    public async Task Of_many_who_change_one_version_at_once_one_wins()
    {
        var before = Assert.IsType<MovieResult.Added>(await Grain.Add(Alien)).Movie;
        var condition = new MovieCondition { Versions = [before.Version] };
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Grain.Patch(new MoviePatch { Genre = $"Genre {i}" }, condition)));
        var changed = Assert.Single(results.OfType<MovieResult.Changed>());
        Assert.Equal(49, results.OfType<MovieResult.ConditionFailed>().Count(failed => failed.Movie == changed.Movie));
    }

    [Fact]
    public async Task What_another_activation_wrote_meanwhile_is_not_overwritten()
    {
        _movies.Put(Movie("Alien", version: 1));
        _movies.BeforeWrite = Once(() => _movies.Put(Movie("Alien", "Drama", version: 7)));
        var conditional = await Grain.Patch(new MoviePatch { ReleaseYear = 1980 }, new MovieCondition { Versions = [1] });
        Assert.Equal(new MovieResult.ConditionFailed { Movie = Movie("Alien", "Drama", version: 7) }, conditional);

        // Without a condition the change is made to what there is then.
        _movies.BeforeWrite = Once(() => _movies.Put(Movie("Alien", "Comedy", version: 8)));
        var patched = Assert.IsType<MovieResult.Changed>(await Grain.Patch(new MoviePatch { ReleaseYear = 1980 }, new MovieCondition()));
        Assert.Equal(Spec("Alien", "Comedy", 1980), patched.Movie.Fields);
    }

    [Fact]
    public async Task An_addition_that_another_activation_was_faster_with_is_told()
    {
        _movies.BeforeWrite = Once(() => _movies.Put(Movie("Alien", "Drama", version: 7)));
        Assert.IsType<MovieResult.Exists>(await Grain.Add(Alien));
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up()
    {
        _movies.AfterWrite = () => throw new StoreException("lost", outcomeUnknown: true);
        var added = Assert.IsType<MovieResult.Added>(await Grain.Add(Alien));
        Assert.Equal(added.Movie, _movies["Alien"]);
        Assert.IsType<MovieResult.Changed>(await Grain.Put(Spec("Alien", "Drama"), new MovieCondition { Versions = [added.Movie.Version] }));
        Assert.IsType<MovieResult.Removed>(await Grain.Remove(new MovieCondition()));
        Assert.Null(_movies["Alien"]);

        // It was not written: the second try writes it.
        _movies.AfterWrite = null;
        _movies.BeforeWrite = Once(() => throw new StoreException("lost", outcomeUnknown: true));
        Assert.IsType<MovieResult.Added>(await Grain.Add(Alien));
    }

    [Fact]
    public async Task A_store_that_fails_is_told_and_changes_nothing()
    {
        _movies.BeforeWrite = () => throw new StoreException("full", outcomeUnknown: false);
        Assert.IsType<MovieResult.Unavailable>(await Grain.Add(Alien));
        Assert.Null(_movies["Alien"]);
    }

    [Fact]
    public async Task A_store_in_which_others_are_always_faster_is_given_up()
    {
        var version = 1L;
        _movies.BeforeWrite = () =>
        {
            _movies.Put(Movie("Alien", version: ++version));
            return Task.CompletedTask;
        };
        Assert.IsType<MovieResult.Unavailable>(await Grain.Put(Alien, new MovieCondition()));
    }

    [Fact]
    public async Task A_movie_removed_and_added_again_has_another_version()
    {
        var first = Assert.IsType<MovieResult.Added>(await Grain.Add(Alien)).Movie;
        await Grain.Remove(new MovieCondition());
        await Grain.Add(Alien);
        Assert.IsType<MovieResult.ConditionFailed>(await Grain.Remove(new MovieCondition { Versions = [first.Version] }));
    }

    [Fact]
    public async Task A_grain_takes_its_own_title_only()
    {
        Assert.IsType<MovieResult.Invalid>(await Grain.Add(Spec("Aliens")));
        Assert.IsType<MovieResult.Invalid>(await Grain.Put(Spec("Aliens"), new MovieCondition()));
    }

    [Fact]
    public async Task An_import_counts_what_it_did_and_names_what_it_could_not_do()
    {
        _movies.Put(Movie("Alien"));
        _movies.Put(Movie("Heat"));
        var job = await _host.Run(new JobSpec
        {
            Kind = "movies.import",
            Input = Json.Parse(
                """
                {"movies": [
                    {"title": "Alien", "genre": "Horror", "releaseYear": 1979, "expiryDate": "2030-12-31"},
                    {"title": "Heat", "genre": "Drama", "releaseYear": 1995, "expiryDate": "2030-12-31"},
                    {"title": "Ran", "genre": "Drama", "releaseYear": "1985", "expiryDate": "2030/12/31"},
                    {"title": "Ran", "genre": "Drama", "releaseYear": 1985, "expiryDate": "2030-12-31"},
                    {"title": "Up", "releaseYear": 2009.5, "expiryDate": "2024-02-30"},
                    null
                ]}
                """),
        });
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(
            """
            {"added":1,"existing":2,"failed":3,"faults":[
            {"index":1,"errors":[{"field":"title","message":"is that of a movie which differs in another field"}]},
            {"index":4,"errors":[{"field":"releaseYear","message":"must be a whole number such as 1994"},
            {"field":"expiryDate","message":"must be a day of the calendar such as 2024-02-29, also with / or : instead of -"},
            {"field":"genre","message":"is required"}]}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            job.Result!.ToString());
        Assert.Equal(Spec("Ran", "Drama", 1985), _movies["Ran"]!.Fields);
    }

    [Fact]
    public async Task An_import_that_meets_a_failing_store_is_tried_again_and_finds_what_it_added()
    {
        var writes = 0;
        _movies.BeforeWrite = () => ++writes == 2 ? throw new StoreException("busy", outcomeUnknown: false) : Task.CompletedTask;
        var job = await _host.Run(new JobSpec
        {
            Kind = "movies.import",
            Input = Json.Parse("""{"movies": [{"title": "A", "genre": "x", "releaseYear": 1, "expiryDate": "2030-12-31"}, {"title": "B", "genre": "x", "releaseYear": 1, "expiryDate": "2030-12-31"}]}"""),
            Retry = new RetryRule { InitialDelay = TimeSpan.Zero },
        });
        Assert.Equal("""{"added":1,"existing":1,"failed":0,"faults":[]}""", job.Result!.ToString());
        Assert.Equal(2, job.Attempts.Length);
    }

    [Fact]
    public async Task The_query_grain_reads_the_store()
    {
        _movies.Put(Movie("Alien"));
        var query = _host.Grains.GetGrain<IMovieQueryGrain>(0);
        Assert.Equal(Movie("Alien"), await query.Get("Alien"));
        Assert.Null(await query.Get("Aliens"));
        Assert.Equal(Movie("Alien"), Assert.Single((await query.List(new MovieFilter())).Movies));
    }

    private static Func<Task> Once(Action action)
    {
        var done = false;
        return () =>
        {
            if (done) return Task.CompletedTask;
            done = true;
            action();
            return Task.CompletedTask;
        };
    }
}

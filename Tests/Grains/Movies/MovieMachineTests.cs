using OrleansJobs.Grains.Movies;
using OrleansJobs.Movies;
using Xunit;
using static OrleansJobs.Tests.Grains.Movies.MovieSamples;

namespace OrleansJobs.Tests.Grains.Movies;

public sealed class MovieMachineTests
{
    private static readonly Movie Before = Movie("Alien", version: 1);

    [Fact]
    public void A_movie_is_added_once()
    {
        Assert.Equal(new MovieResult.Added { Movie = new Movie { Fields = Alien, Version = 2 } }, MovieMachine.Add(null, Alien, ThisYear, 2));
        Assert.Equal(new MovieResult.Exists { Movie = Before }, MovieMachine.Add(Before, Alien, ThisYear, 2));
    }

    [Fact]
    public void Put_adds_or_replaces()
    {
        var after = new Movie { Fields = Spec("Alien", "Drama"), Version = 2 };
        Assert.Equal(new MovieResult.Added { Movie = after }, MovieMachine.Put(null, after.Fields, new MovieCondition(), ThisYear, 2));
        Assert.Equal(new MovieResult.Changed { Movie = after }, MovieMachine.Put(Before, after.Fields, new MovieCondition(), ThisYear, 2));
    }

    [Fact]
    public void A_patch_changes_what_it_names()
    {
        var result = Assert.IsType<MovieResult.Changed>(MovieMachine.Patch(Before, new MoviePatch { Genre = "Drama" }, new MovieCondition(), ThisYear, 2));
        Assert.Equal(Spec("Alien", "Drama"), result.Movie.Fields);
        Assert.IsType<MovieResult.NotFound>(MovieMachine.Patch(null, new MoviePatch(), new MovieCondition(), ThisYear, 2));
    }

    [Fact]
    public void What_the_rules_forbid_is_refused_whatever_the_condition()
    {
        var bad = Spec("Alien", year: ThisYear);
        var never = new MovieCondition { MustExist = true, MustNotExist = true };
        Assert.IsType<MovieResult.Invalid>(MovieMachine.Add(null, bad, ThisYear, 2));
        Assert.IsType<MovieResult.Invalid>(MovieMachine.Put(Before, bad, never, ThisYear, 2));
        Assert.IsType<MovieResult.Invalid>(MovieMachine.Patch(Before, new MoviePatch { ReleaseYear = ThisYear }, never, ThisYear, 2));
    }

    [Theory]
    [InlineData(false, false, null, true, true)]
    [InlineData(true, false, null, true, false)]
    [InlineData(false, true, null, false, true)]
    [InlineData(false, false, 1L, true, false)]
    [InlineData(false, false, 9L, false, false)]
    [InlineData(true, true, null, false, false)]
    public void A_condition_holds_of_what_there_is(bool mustExist, bool mustNotExist, long? version, bool ofMovie, bool ofNone)
    {
        var condition = new MovieCondition { MustExist = mustExist, MustNotExist = mustNotExist, Versions = version is { } one ? [one] : [] };
        Assert.Equal(ofMovie, MovieMachine.Put(Before, Alien, condition, ThisYear, 2) is MovieResult.Changed);
        Assert.Equal(ofNone, MovieMachine.Put(null, Alien, condition, ThisYear, 2) is MovieResult.Added);
        Assert.Equal(ofMovie, MovieMachine.Remove(Before, condition) is MovieResult.Removed);
        Assert.IsType<MovieResult.NotFound>(MovieMachine.Remove(null, condition));
    }
}

using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Movies;
using OrleansJobs.Silo.Storage.Movies;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Movies;

/// <summary>The HTTP side of movies over a real table; in place of the grains, what they decide with. The year is 2026.</summary>
public abstract class MovieService : WebService, IDisposable
{
    internal const string Alien = """{"title": "Alien", "genre": "Horror", "releaseYear": 1979, "expiryDate": "2030-12-31"}""";

    private readonly SqliteTestStore _place = new();
    private readonly OpenStore _store;

    protected MovieService() => _store = OpenStore.Started(_place);

    private protected IMovieStore Movies => new MovieTable(_store.Database);

    /// <summary>What grains answer instead, where a test says so.</summary>
    private protected MovieResult? Answer { get; set; }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton(FakeGrainFactory.Over(
        (type, key) => type == typeof(IMovieGrain) ? new FakeMovie(this, (string)key) : type == typeof(IMovieQueryGrain) ? new FakeQuery(this) : Grains.Find(key)));

    protected async Task<string> AddMovie(string json = Alien)
    {
        var response = await Post("/movies", json);
        await ReadJson(response, 201);
        return response.Headers.ETag!.Tag;
    }

    protected Task<HttpResponseMessage> Put(string path, string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, Encoding.UTF8.GetBytes(json), headers);

    protected Task<HttpResponseMessage> Patch(string path, string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, path, Encoding.UTF8.GetBytes(json), headers);

    protected Task<HttpResponseMessage> Delete(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, null, headers);

    /// <summary>The titles of a list in either style.</summary>
    protected static async Task<string[]> Titles(HttpResponseMessage response) =>
        [.. (await ReadJson(response, 200)).GetProperty("movies").EnumerateArray().Select(movie => movie.GetProperty("title").GetString()!)];

    /// <summary>Reads an error of the compatible form.</summary>
    protected static async Task<string> ReadMessage(HttpResponseMessage response, int status) =>
        Assert.Single((await ReadJson(response, status)).EnumerateObject(), member => member.NameEquals("msg")).Value.GetString()!;

    private sealed class FakeMovie(MovieService service, string title) : IMovieGrain
    {
        private int ThisYear => service.Clock.GetUtcNow().Year;

        public Task<MovieResult> Add(MovieSpec movie) => Change(before => MovieMachine.Add(before, movie, ThisYear, Random.Shared.NextInt64()));

        public Task<MovieResult> Put(MovieSpec movie, MovieCondition condition) => movie.Title == title
            ? Change(before => MovieMachine.Put(before, movie, condition, ThisYear, Random.Shared.NextInt64()))
            : Task.FromResult(MovieMachine.OtherTitle);

        public Task<MovieResult> Patch(MoviePatch patch, MovieCondition condition) =>
            Change(before => MovieMachine.Patch(before, patch, condition, ThisYear, Random.Shared.NextInt64()));

        public Task<MovieResult> Remove(MovieCondition condition) => Change(before => MovieMachine.Remove(before, condition));

        private async Task<MovieResult> Change(Func<Movie?, MovieResult> decide)
        {
            if (service.Answer is { } answer) return answer;
            MovieResult result;
            Movie? before, after;
            do
            {
                before = await service.Movies.Read(title, CancellationToken.None);
                result = decide(before);
            }
            while (MovieMachine.Writes(result, out after) && !await service.Movies.Write(before, after));
            return result;
        }
    }

    private sealed class FakeQuery(MovieService service) : IMovieQueryGrain
    {
        public Task<Movie?> Get(string title) => service.Movies.Read(title, CancellationToken.None);

        public Task<MoviePage> List(MovieFilter filter) => service.Movies.List(filter, 1_000, CancellationToken.None);
    }
}

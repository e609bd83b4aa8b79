using System.Net;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Zoo;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Zoo;

public sealed class ZooEndpointTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task Animals_are_listed_in_order()
    {
        Grains.Animals = ["zebras", "aardvarks"];
        Assert.Equal("""["zebras","aardvarks"]""", (await ReadJson(await Get("/animals"), 200)).GetRawText());
    }

    [Fact]
    public async Task Asking_for_an_animal_starts_a_query_and_answers_its_id()
    {
        Grains.OnStartQuery = (name, _) => name == "tigers" ? new SubmitResult.Accepted { Job = Samples.Job(Id, "zoo.query") } : null;
        var response = await Get("/animals/tigers");
        Assert.Equal($"\"{Id}\"", (await ReadJson(response, 202)).GetRawText());
        Assert.True(response.Headers.CacheControl?.NoStore);
        await ReadProblem(await Get("/animals/Tigers"), 404, "animal-not-found");
        await ReadProblem(await Get("/animals/tigers%20"), 404, "animal-not-found");
    }

    [Fact]
    public async Task A_query_can_be_started_as_a_job()
    {
        Grains.OnStartQuery = (name, _) => name == "tigers" ? new SubmitResult.Accepted { Job = Samples.Job(Id, "zoo.query") } : null;
        var response = await Post("/animals/tigers/queries");
        Assert.Equal(Id, (await ReadJson(response, 202)).GetProperty("id").GetGuid());
        Assert.Equal($"/jobs/{Id}", response.Headers.Location?.ToString());
        await ReadProblem(await Post("/animals/unicorn/queries"), 404, "animal-not-found");
    }

    [Theory]
    [InlineData("/animals/tigers", "GET")]
    [InlineData("/animals/tigers/queries", "POST")]
    public async Task No_query_starts_while_the_store_is_unavailable_or_the_process_being_stopped(string path, string method)
    {
        Grains.OnStartQuery = (_, _) => new SubmitResult.Unavailable();
        var response = await Send(new HttpMethod(method), path, null);
        await ReadProblem(response, 503, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        App.Lifetime.StopApplication();
        await ReadProblem(await Send(new HttpMethod(method), path, null), 503, "draining");
    }

    [Theory]
    [InlineData("/animals/tigers", "GET")]
    [InlineData("/animals/tigers/queries", "POST")]
    public async Task No_query_starts_while_too_many_wait(string path, string method)
    {
        Grains.OnStartQuery = (_, _) => new SubmitResult.QueueFull();
        await ReadProblem(await Send(new HttpMethod(method), path, null), 429, "queue-full");
    }

    [Fact]
    public async Task A_query_answers_dots_and_then_its_sentence()
    {
        Grains.Jobs[Id] = Samples.Job(Id, "zoo.query", JobState.Running);
        Assert.Equal("\"...\"", (await ReadJson(await Get($"/query/{Id}"), 202)).GetRawText());
        Grains.Jobs[Id] = Samples.Job(Id, "zoo.query", JobState.Succeeded) with { Result = Json.Parse("\"Calm tigers sing wildly\"") };
        Assert.Equal("\"Calm tigers sing wildly\"", (await ReadJson(await Get($"/query/{Id}"), 200)).GetRawText());
    }

    [Fact]
    public async Task Only_queries_are_found()
    {
        Grains.Jobs[Id] = Samples.Finished(Id);
        await ReadProblem(await Get($"/query/{Id}"), 404, "query-not-found");
        await ReadProblem(await Get($"/query/{Guid.Empty}"), 404, "query-not-found");
        await ReadProblem(await Get("/query/tigers"), 404, "query-not-found");
        Assert.Equal(HttpStatusCode.NotFound, (await Get("/query/")).StatusCode);
    }

    [Fact]
    public async Task A_query_without_sentence_says_why()
    {
        Grains.Jobs[Id] = Samples.Job(Id, "zoo.query", JobState.Cancelled);
        await ReadProblem(await Get($"/query/{Id}"), 409, "no-result");
        Grains.Jobs[Id] = Samples.Job(Id, "zoo.query", JobState.Succeeded) with { PayloadExpired = true };
        await ReadProblem(await Get($"/query/{Id}"), 410, "result-expired");
    }

    [Fact]
    public async Task The_status_of_an_animal()
    {
        Grains.OnAnimalStatus = name => name != "tigers" ? null : new AnimalStatus
        {
            Name = name,
            LastStatus = "Calm tigers sing wildly",
            SeenAt = Samples.Noon,
            QueriesUnderWay = 2,
            QueriesTotal = 7,
        };
        var status = await ReadJson(await Get("/animals/tigers/status"), 200);
        Assert.Equal(
            """{"name":"tigers","lastStatus":"Calm tigers sing wildly","seenAt":"2026-01-31T12:00:00+00:00","queriesUnderWay":2,"queriesTotal":7}""",
            status.GetRawText());
        await ReadProblem(await Get("/animals/lions/status"), 404, "animal-not-found");
    }
}

using System.Net;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

public sealed class TestEndpointTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    private readonly List<long> _started = [];

    [Theory]
    [InlineData("/test/20/", 20)]
    [InlineData("/test/20", 20)]
    [InlineData("/test/0/", 0)]
    [InlineData("/test/1000000/?async=false", 1_000_000)]
    public async Task The_answer_comes_when_all_requests_have_been_made(string path, long requests)
    {
        Accept();
        var waits = 0;
        Grains.OnWait = (_, _) => Task.FromResult<Job?>(Samples.Job(Id, "traffic.test", ++waits < 3 ? JobState.Running : JobState.Succeeded));
        var response = await Post(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal($"Finished test run with {requests} requests", await response.Content.ReadAsStringAsync());
        Assert.Equal([requests], _started);
        Assert.Equal(3, waits);
    }

    [Fact]
    public async Task The_silo_is_told_where_the_service_listens()
    {
        Accept();
        Assert.Equal([App.Urls.Single()], Grains.Addresses);
        await Post("/test/1/?async=true");
        Assert.Equal([App.Urls.Single(), App.Urls.Single()], Grains.Addresses);
    }

    [Fact]
    public async Task It_can_be_asked_for_the_job_instead()
    {
        Accept();
        var response = await Post("/test/20/?async=true");
        Assert.Equal(Id, (await ReadJson(response, 202)).GetProperty("id").GetGuid());
        Assert.Equal($"/jobs/{Id}", response.Headers.Location?.ToString());
        Assert.Empty(Grains.Waited);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("+1")]
    [InlineData("%201")]
    [InlineData("٣")]
    public async Task What_is_no_number_is_not_found(string n)
    {
        await ReadProblem(await Post($"/test/{n}/"), 404, "not-found");
        Assert.Empty(_started);
    }

    [Theory]
    [InlineData("99999999999", 99_999_999_999)]
    [InlineData("99999999999999999999999999", long.MaxValue)]
    public async Task Too_many_are_refused_by_the_grain(string n, long asked)
    {
        Grains.OnStartTest = requests =>
        {
            _started.Add(requests);
            return new SubmitResult.Invalid { Errors = [new FieldError { Field = "requests", Message = "must be from 0 to 1000000" }] };
        };
        FieldError(await ReadProblem(await Post($"/test/{n}/"), 422, "invalid-request"), "requests");
        Assert.Equal([asked], _started);
    }

    [Fact]
    public async Task A_full_queue_takes_no_run()
    {
        Grains.OnStartTest = _ => new SubmitResult.QueueFull();
        await ReadProblem(await Post("/test/5/"), 429, "queue-full");
    }

    [Fact]
    public async Task A_run_that_did_not_succeed_has_no_such_text()
    {
        Accept();
        Grains.OnWait = (_, _) => Task.FromResult<Job?>(Samples.Job(Id, "traffic.test", JobState.Cancelled));
        var response = await Post("/test/5/");
        await ReadProblem(response, 409, "no-result");
        Assert.Equal($"/jobs/{Id}", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Other_methods_and_parameters_are_refused()
    {
        await ReadProblem(await Get("/test/5/"), 405, "method-not-allowed");
        FieldError(await ReadProblem(await Post("/test/5/?async=yes"), 400, "invalid-query"), "async");
        FieldError(await ReadProblem(await Post("/test/5/?sync=true"), 400, "invalid-query"), "sync");
    }

    [Fact]
    public async Task No_run_starts_while_the_process_is_being_stopped()
    {
        App.Lifetime.StopApplication();
        await ReadProblem(await Post("/test/5/"), 503, "draining");
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("http://0.0.0.0:5000", "http://127.0.0.1:5000")]
    [InlineData("http://[::]:5000", "http://127.0.0.1:5000")]
    [InlineData("http://*:5000", "http://127.0.0.1:5000")]
    [InlineData("http://+:5000", "http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    public void An_address_for_all_interfaces_is_reached_by_loopback(string address, string reachable) =>
        Assert.Equal(reachable, OwnAddress.Reachable(address));

    private void Accept() => Grains.OnStartTest = requests =>
    {
        _started.Add(requests);
        return new SubmitResult.Accepted { Job = Samples.Job(Id, "traffic.test") };
    };
}

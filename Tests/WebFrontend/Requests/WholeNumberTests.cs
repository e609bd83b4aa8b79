using System.Text;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>To JSON Schema a whole number is an integer however it is written.</summary>
public sealed class WholeNumberTests : WebService
{
    [Theory]
    [InlineData("5.0", 5)]
    [InlineData("-5.000", -5)]
    [InlineData("1e2", 100)]
    [InlineData("1.5E1", 15)]
    [InlineData("500e-2", 5)]
    public async Task It_is_taken_as_it_is_written(string text, int number)
    {
        await ReadJson(await Post("/jobs", $$"""{"kind":"a","retry":{"maxAttempts":3.0},"priority":{{text}} }"""), 202);
        var spec = Assert.Single(Grains.Submitted).Spec;
        Assert.Equal((number, 3), (spec.Priority, spec.Retry!.MaxAttempts));
    }

    [Fact]
    public async Task It_is_taken_by_queues() =>
        await ReadJson(await Send(HttpMethod.Put, "/queues/slow", Encoding.UTF8.GetBytes("""{"concurrency":2.0}""")), 200);

    [Theory]
    [InlineData("5.5")]
    [InlineData("1e-1")]
    [InlineData("2147483648.0")]
    [InlineData("1e400")]
    [InlineData("\"5\"")]
    public async Task Others_are_refused(string text)
    {
        var problem = await ReadProblem(await Post("/jobs", $$"""{"kind":"a","priority":{{text}} }"""), 422, "invalid-request");
        Assert.Equal("must be a whole number", FieldError(problem, "priority"));
    }
}

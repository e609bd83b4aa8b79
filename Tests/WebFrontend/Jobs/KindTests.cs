using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class KindTests : WebService
{
    public KindTests() => Grains.Kinds =
    [
        new KindDescription
        {
            Name = "images.resize",
            Queue = "slow",
            Timeout = TimeSpan.FromSeconds(30),
            Retry = new RetryRule { MaxAttempts = 2 },
            Input = Json.Parse("""{"type":"object"}"""),
            Result = Json.Parse("""{"type":["string","null"]}"""),
            Numbered = true,
        },
    ];

    [Fact]
    public async Task Kinds_are_listed_with_their_schemas()
    {
        var kind = (await ReadJson(await Get("/kinds"), 200)).GetProperty("kinds")[0];
        Assert.Equal("images.resize", kind.GetProperty("name").GetString());
        Assert.Equal("slow", kind.GetProperty("queue").GetString());
        Assert.Equal("PT30S", kind.GetProperty("timeout").GetString());
        Assert.Equal(2, kind.GetProperty("retry").GetProperty("maxAttempts").GetInt32());
        Assert.Equal("object", kind.GetProperty("input").GetProperty("type").GetString());
        Assert.Equal("string", kind.GetProperty("result").GetProperty("type")[0].GetString());
        Assert.True(kind.GetProperty("numbered").GetBoolean());
    }

    [Fact]
    public async Task One_kind_is_found_by_its_exact_name()
    {
        Assert.Equal("images.resize", (await ReadJson(await Get("/kinds/images.resize"), 200)).GetProperty("name").GetString());
        await ReadProblem(await Get("/kinds/Images.resize"), 404, "kind-not-found");
        await ReadProblem(await Get("/kinds/none%20such"), 404, "kind-not-found");
        await ReadProblem(await Get($"/kinds/{new string('k', 5_000)}"), 404, "kind-not-found");
    }

    [Fact]
    public async Task A_parameter_is_refused()
    {
        FieldError(await ReadProblem(await Get("/kinds?limit=1"), 400, "invalid-query"), "limit");
        FieldError(await ReadProblem(await Get("/kinds/images.resize?q=1"), 400, "invalid-query"), "q");
    }
}

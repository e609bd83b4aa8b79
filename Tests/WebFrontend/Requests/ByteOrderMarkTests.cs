using System.Text;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>The mark that some programs put before UTF-8 is passed over.</summary>
public sealed class ByteOrderMarkTests : WebService
{
    [Fact]
    public async Task It_is_passed_over_before_an_object()
    {
        await ReadJson(await Post("/jobs", "\uFEFF{\"kind\":\"sleep\"}"), 202);
        await ReadJson(await Send(HttpMethod.Put, "/queues/slow", Encoding.UTF8.GetBytes("\uFEFF{\"concurrency\":2}")), 200);
        await ReadProblem(await Post("/jobs/00000000-0000-0000-0000-000000000001/cancel", "\uFEFF"), 404, "job-not-found");
    }

    [Theory]
    [InlineData("application/json", "\uFEFF[{\"kind\":\"a\"},{\"kind\":\"b\"}]")]
    [InlineData("application/x-ndjson", "\uFEFF{\"kind\":\"a\"}\n{\"kind\":\"b\"}\n")]
    public async Task It_is_passed_over_before_a_batch(string mediaType, string body)
    {
        using var content = new StringContent(body, new UTF8Encoding(), mediaType);
        content.Headers.ContentType!.CharSet = null;
        var reply = await ReadJson(await Client.PostAsync(new Uri("/jobs/batch", UriKind.Relative), content), 200);
        Assert.Equal((2, 0), (reply.GetProperty("accepted").GetInt32(), reply.GetProperty("refused").GetInt32()));
        Assert.Equal(["a", "b"], Grains.Submitted.Select(one => one.Spec.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_one_is_not_JSON() => await ReadProblem(await Post("/jobs", "\uFEFF\uFEFF{\"kind\":\"sleep\"}"), 400, "malformed-json");
}

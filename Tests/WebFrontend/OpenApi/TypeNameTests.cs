using System.Text;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.OpenApi;

/// <summary>Callers know JSON, not the types of the program.</summary>
public sealed class TypeNameTests : WebService
{
    [Fact]
    public async Task The_document_names_none()
    {
        var document = await ReadJson(await Get("/openapi/v1.json"), 200);
        foreach (var text in Texts(document)) TypeNames.AssertNone(text);
    }

    [Theory]
    [InlineData("POST", "/jobs", "[]")]
    [InlineData("POST", "/jobs", "{")]
    [InlineData("POST", "/jobs", """{"kind":5,"priority":5.5,"runAt":1,"delay":{},"retry":[],"tags":7,"other":1}""")]
    [InlineData("POST", "/jobs", """{"kind":"a","tags":[1],"retry":{"maxAttempts":"x","factor":"y","jitter":[],"initialDelay":5}}""")]
    [InlineData("POST", "/jobs/batch", "{}")]
    [InlineData("POST", "/jobs/batch", """[5,{"kind":7},{"kind":"a","priority":1e99}]""")]
    [InlineData("PATCH", "/jobs/00000000-0000-0000-0000-000000000001", """{"priority":"x","runAt":5}""")]
    [InlineData("PUT", "/queues/slow", """{"concurrency":"x","paused":1}""")]
    [InlineData("POST", "/movies", """{"title":5,"genre":[],"releaseYear":{},"expiryDate":1}""")]
    [InlineData("POST", "/api", """{"title":[]}""")]
    [InlineData("POST", "/api/states_mean", """{"question":[]}""")]
    [InlineData("GET", "/jobs?limit=x&state=y&createdFrom=z&cursor=w", null)]
    [InlineData("GET", "/total?count=x", null)]
    [InlineData("GET", "/api/jobs?limit=x", null)]
    [InlineData("DELETE", "/jobs", null)]
    public async Task No_error_names_one(string method, string path, string? body)
    {
        var response = await Send(new HttpMethod(method), path, body is null ? null : Encoding.UTF8.GetBytes(body));
        TypeNames.AssertNone(await response.Content.ReadAsStringAsync());
    }

    /// <summary>What is told in words; names of schemas are names in the document only, and who runs the service asks for grains by type.</summary>
    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().Where(member => member.Name is not ("$ref" or "/admin/grains")).SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}

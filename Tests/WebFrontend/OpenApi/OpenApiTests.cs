using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.OpenApi;

public sealed class OpenApiTests : WebService
{
    private int _made;

    protected override void Configure(WebApplicationBuilder builder) =>
        builder.Services.PostConfigure<OpenApiOptions>("v1", options => options.AddDocumentTransformer((_, _, _) =>
        {
            _made++;
            return Task.CompletedTask;
        }));

    private async Task<JsonElement> Document()
    {
        var response = await Get("/openapi/v1.json");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    [Fact]
    public async Task It_is_version_3_1() =>
        Assert.StartsWith("3.1", (await Document()).GetProperty("openapi").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task It_is_made_once_and_not_sent_to_who_has_it()
    {
        var first = await Get("/openapi/v1.json");
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        var again = await Get("/openapi/v1.json", ("If-None-Match", tag.Tag));
        Assert.Equal((304, tag), ((int)again.StatusCode, again.Headers.ETag));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        await ReadJson(await Get("/openapi/v1.json", ("If-None-Match", "\"other\"")), 200);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task It_does_not_depend_on_who_asked_first()
    {
        var first = await (await Get("/openapi/v1.json", ("Host", "localhost:81"))).Content.ReadAsStringAsync();
        Assert.DoesNotContain("localhost:81", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_shapes_of_an_answer_are_in_it()
    {
        var answer = (await Document()).GetProperty("paths").GetProperty("/jobs/actions").GetProperty("post").GetProperty("responses").GetProperty("200");
        var shapes = answer.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("anyOf");
        Assert.Equal(["#/components/schemas/Job", "#/components/schemas/JobCount"], shapes.EnumerateArray().Select(shape => shape.GetProperty("$ref").GetString()));
    }

    [Fact]
    public async Task Every_route_is_in_it()
    {
        var paths = (await Document()).GetProperty("paths");
        var routes = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => !route.RoutePattern.RawText!.StartsWith("/openapi", StringComparison.Ordinal))
            .Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null).ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                Assert.True(
                    paths.TryGetProperty(PathOf(route), out var path) && path.TryGetProperty(method.ToLowerInvariant(), out _),
                    $"{method} {route.RoutePattern.RawText} is missing");
            }
        }
    }

    [Fact]
    public async Task Every_operation_has_a_summary_its_path_parameters_and_described_answers()
    {
        foreach (var path in (await Document()).GetProperty("paths").EnumerateObject())
        {
            foreach (var (name, operation) in path.Value.EnumerateObject().Select(o => ($"{o.Name} {path.Name}", o.Value)))
            {
                Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), name);
                var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
                var inPath = parameters.Where(p => p.GetProperty("in").GetString() == "path").Select(p => $"{{{p.GetProperty("name").GetString()}}}");
                Assert.Equal(path.Name.Split('/').Where(part => part.StartsWith('{')), inPath);
                foreach (var answer in operation.GetProperty("responses").EnumerateObject())
                    Assert.False(string.IsNullOrEmpty(answer.Value.GetProperty("description").GetString()), $"{name} {answer.Name}");
            }
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await Document();
        foreach (var reference in References(document))
        {
            var target = document;
            foreach (var part in reference[2..].Split('/'))
                Assert.True(target.TryGetProperty(part, out target), reference);
        }
    }

    [LinterFact]
    public async Task A_linter_finds_no_fault()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "openapi.json");
        await File.WriteAllTextAsync(file, (await Document()).GetRawText());
        var config = Path.Combine(AppContext.BaseDirectory, "redocly.yaml");
        using var linter = Process.Start(new ProcessStartInfo(LinterFactAttribute.Linter!, ["lint", file, "--config", config, "--format", "stylish"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" },
        })!;
        var errors = linter.StandardError.ReadToEndAsync();
        var output = await linter.StandardOutput.ReadToEndAsync();
        await linter.WaitForExitAsync();
        Assert.True(linter.ExitCode == 0, output + await errors);
    }

    [Fact]
    public async Task No_operation_shares_its_id()
    {
        var ids = (await Document()).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!).ToList();
        Assert.Contains("jobSubmit", ids);
        Assert.Contains("statisticBest5", ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_submit_is_described_as_it_is_read()
    {
        var document = await Document();
        var post = document.GetProperty("paths").GetProperty("/jobs").GetProperty("post");
        Assert.Equal("#/components/schemas/JobSpec", post.GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
        var body = document.GetProperty("components").GetProperty("schemas").GetProperty("JobSpec");
        Assert.Equal(
            ["after", "cost", "debounce", "delay", "expiresAt", "input", "kind", "lane", "onCompleted", "onParentFailure", "priority", "queue", "requires", "retry", "runAt", "tags", "timeout"],
            body.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["kind"], body.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("duration", body.GetProperty("properties").GetProperty("delay").GetProperty("format").GetString());
        Assert.Equal(
            ["200", "202", "400", "401", "403", "413", "415", "422", "429", "503"],
            post.GetProperty("responses").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_job_is_described_as_it_is_written()
    {
        var document = await Document();
        var post = document.GetProperty("paths").GetProperty("/jobs").GetProperty("post");
        Assert.Equal("Submits a job", post.GetProperty("summary").GetString());
        Assert.Equal("The new job", post.GetProperty("responses").GetProperty("202").GetProperty("description").GetString());
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.False(schemas.GetProperty("Job").GetProperty("properties").TryGetProperty("hasEnded", out _));
        Assert.Equal("string", schemas.GetProperty("JobState").GetProperty("type").GetString());
        Assert.Equal("timedOut", schemas.GetProperty("AttemptOutcome").GetProperty("enum")[3].GetString());
    }

    [Fact]
    public async Task An_example_submit_is_accepted()
    {
        var example = (await Document()).GetProperty("paths").GetProperty("/jobs").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
        await ReadJson(await Post("/jobs", example), 202);
    }

    [Fact]
    public async Task A_job_has_no_member_that_its_schema_lacks()
    {
        var id = Guid.Empty;
        Grains.Jobs[id] = Samples.Finished(id);
        var known = (await Document()).GetProperty("components").GetProperty("schemas").GetProperty("Job").GetProperty("properties");
        foreach (var member in (await ReadJson(await Get($"/jobs/{id}"), 200)).EnumerateObject())
            Assert.True(known.TryGetProperty(member.Name, out _), member.Name);
    }

    /// <summary>The route as the document writes it: a path with and without its last slash are one, and so are all parameters.</summary>
    private static string PathOf(RouteEndpoint route) =>
        route.RoutePattern.RawText!.TrimEnd('/').Replace("{**", "{", StringComparison.Ordinal);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}

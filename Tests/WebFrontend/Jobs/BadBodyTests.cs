using System.Text;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

/// <summary>Everything that can be wrong with the body of a submit. Nothing of it may reach a grain.</summary>
public sealed class BadBodyTests : WebService
{
    private async Task<System.Text.Json.JsonElement> Refused(byte[] body, int status, string slug)
    {
        var problem = await ReadProblem(await Send(HttpMethod.Post, "/jobs", body), status, slug);
        Assert.Empty(Grains.Submitted);
        return problem;
    }

    [Theory]
    [InlineData("", "Line 1, byte 1")]
    [InlineData("hello", "Line 1, byte 1")]
    [InlineData("{\n  \"kind\": \"sleep\",\n  oops\n}", "Line 3, byte 3")]
    [InlineData("""{"kind":"sleep"} trailing""", "Line 1, byte 18")]
    [InlineData("""{"kind":"sleep"}{"kind":"sleep"}""", "Line 1, byte 17")]
    [InlineData("""{"kind":"sleep",}""", "Line 1, byte 17")]
    [InlineData("""{"kind":"sleep" /* no */}""", "Line 1, byte 17")]
    [InlineData("""{"kind":'sleep'}""", "Line 1, byte 9")]
    [InlineData("""{"kind":"sleep","priority":01}""", "Line 1, byte 29")]
    [InlineData("""{"kind":"sleep","priority":NaN}""", "Line 1, byte 28")]
    [InlineData("""{"kind":"sl""", "Line 1, byte")]
    [InlineData("{\"kind\":\"sl\0eep\"}", "Line 1, byte 12")]
    public async Task What_is_not_json_is_400_with_the_position(string body, string position)
    {
        var problem = await Refused(Encoding.UTF8.GetBytes(body), 400, "malformed-json");
        Assert.StartsWith(position, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task What_is_not_utf_8_is_400() => Refused([.. "{\"kind\":\"sl"u8, 0xFF, 0xFE, .. "eep\"}"u8], 400, "malformed-json");

    [Fact]
    public Task Utf_16_is_400() => Refused(Encoding.Unicode.GetBytes("""{"kind":"sleep"}"""), 400, "malformed-json");

    [Theory]
    [InlineData("input")]
    [InlineData("unknown")]
    public async Task Nesting_of_100_levels_is_400(string field)
    {
        var deep = new string('[', 100) + new string(']', 100);
        var problem = await Refused(Encoding.UTF8.GetBytes($$"""{"kind":"sleep","{{field}}":{{deep}}}"""), 400, "malformed-json");
        Assert.Contains("64", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nesting_of_60_levels_is_fine()
    {
        var deep = new string('[', 60) + new string(']', 60);
        await ReadJson(await Post("/jobs", $$"""{"kind":"sleep","input":{{deep}}}"""), 202);
    }

    [Fact]
    public async Task A_body_of_2_MiB_is_413()
    {
        using var request = Request(new ByteArrayContent(new byte[2 << 20]));

        // The service answers to the announced length and closes; a client that is still sending might not see it.
        request.Headers.ExpectContinue = true;
        await ReadProblem(await Client.SendAsync(request), 413, "body-too-large");
    }

    [Fact]
    public async Task A_chunked_body_over_the_limit_is_413()
    {
        // Over it by its last byte, so that nothing is left to send when the service answers and closes.
        using var request = Request(new StreamContent(new MemoryStream(new byte[(1 << 20) + 1])));
        request.Headers.TransferEncodingChunked = true;
        await ReadProblem(await Client.SendAsync(request), 413, "body-too-large");
    }

    [Fact]
    public async Task A_body_of_900_KiB_in_many_segments_is_fine()
    {
        var text = new string('x', 900 << 10);
        await ReadJson(await Post("/jobs", $$"""{"kind":"sleep","input":"{{text}}"}"""), 202);
        Assert.Equal(text.Length + 2, Grains.Submitted.Single().Spec.Input!.Utf8.Length);
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("null", "$")]
    [InlineData("{}", "kind")]
    [InlineData("""{"kind":null}""", "kind")]
    [InlineData("""{"kind":7}""", "kind")]
    [InlineData("""{"kind":"k","queue":7}""", "queue")]
    [InlineData("""{"kind":"k","priority":"5"}""", "priority")]
    [InlineData("""{"kind":"k","priority":1.5}""", "priority")]
    [InlineData("""{"kind":"k","priority":99999999999}""", "priority")]
    [InlineData("""{"kind":"k","runAt":"tomorrow"}""", "runAt")]
    [InlineData("""{"kind":"k","runAt":"2026-01-31T12:00:00"}""", "runAt")]
    [InlineData("""{"kind":"k","runAt":"2026-01-31T12:00Z"}""", "runAt")]
    [InlineData("""{"kind":"k","runAt":"2026-01-31"}""", "runAt")]
    [InlineData("""{"kind":"k","runAt":"2026-02-30T12:00:00Z"}""", "runAt")]
    [InlineData("""{"kind":"k","runAt":"0001-01-01T00:00:00+14:00"}""", "runAt")]
    [InlineData("""{"kind":"k","runAt":1769860800}""", "runAt")]
    [InlineData("""{"kind":"k","expiresAt":true}""", "expiresAt")]
    [InlineData("""{"kind":"k","delay":"10"}""", "delay")]
    [InlineData("""{"kind":"k","delay":10}""", "delay")]
    [InlineData("""{"kind":"k","delay":"P1M"}""", "delay")]
    [InlineData("""{"kind":"k","delay":"00:00:10"}""", "delay")]
    [InlineData("""{"kind":"k","timeout":"PT1S1M"}""", "timeout")]
    [InlineData("""{"kind":"k","timeout":"PT99999999999999999999S"}""", "timeout")]
    [InlineData("""{"kind":"k","tags":"a"}""", "tags")]
    [InlineData("""{"kind":"k","tags":["a",1]}""", "tags[1]")]
    [InlineData("""{"kind":"k","tags":["a",null]}""", "tags[1]")]
    [InlineData("""{"kind":"k","tags":[1,"a",2]}""", "tags[2]")]
    [InlineData("""{"kind":"k","retry":3}""", "retry")]
    [InlineData("""{"kind":"k","retry":{"maxAttempts":"3"}}""", "retry.maxAttempts")]
    [InlineData("""{"kind":"k","retry":{"factor":"2"}}""", "retry.factor")]
    [InlineData("""{"kind":"k","retry":{"initialDelay":1}}""", "retry.initialDelay")]
    [InlineData("""{"kind":"k","retry":{"attempts":3}}""", "retry.attempts")]
    [InlineData("""{"kind":"k","debounce":"k"}""", "debounce")]
    [InlineData("""{"kind":"k","debounce":{"for":"PT1S"}}""", "debounce.key")]
    [InlineData("""{"kind":"k","debounce":{"key":7,"for":"PT1S"}}""", "debounce.key")]
    [InlineData("""{"kind":"k","debounce":{"key":"\u0000","for":"PT1S"}}""", "debounce.key")]
    [InlineData("""{"kind":"k","debounce":{"key":"k"}}""", "debounce.for")]
    [InlineData("""{"kind":"k","debounce":{"key":"k","for":5}}""", "debounce.for")]
    [InlineData("""{"kind":"k","debounce":{"key":"k","for":"PT1S","atMost":"P1M"}}""", "debounce.atMost")]
    [InlineData("""{"kind":"k","debounce":{"key":"k","for":"PT1S","keep":"middle"}}""", "debounce.keep")]
    [InlineData("""{"kind":"k","debounce":{"key":"k","for":"PT1S","keep":1}}""", "debounce.keep")]
    [InlineData("""{"kind":"k","debounce":{"key":"k","for":"PT1S","Keep":"last"}}""", "debounce.Keep")]
    [InlineData("""{"kind":"k","prority":5}""", "prority")]
    [InlineData("""{"kind":"k","Priority":5}""", "Priority")]
    [InlineData("""{"kind":"k","tenant":"other"}""", "tenant")]
    [InlineData("""{"kind":"k","keyed":true}""", "keyed")]
    [InlineData("""{"kind":"k","":1}""", "$")]
    [InlineData("""{"kind":"k","kind":"k"}""", "kind")]
    [InlineData("""{"kind":"k","\u006bind":"k"}""", "kind")]
    [InlineData("""{"kind":"k","retry":{"factor":1,"factor":2}}""", "retry.factor")]
    [InlineData("""{"kind":"k","input":{"a":[{"b":1,"b":2}]}}""", "input.a[0].b")]
    [InlineData("""{"kind":"k\u0000"}""", "kind")]
    [InlineData("""{"kind":"k","tags":["a\u0000"]}""", "tags[0]")]
    [InlineData("""{"kind":"k","tags":["\ud800"]}""", "tags[0]")]
    [InlineData("""{"kind":"k","queue":"\udc00x"}""", "queue")]
    [InlineData("""{"kind":"k","input":{"a":"\uD83D"}}""", "input.a")]
    [InlineData("""{"kind":"k","input":["ok","\u0000"]}""", "input[1]")]
    [InlineData("""{"kind":"k","input":{"\udfff":1}}""", "input")]
    [InlineData("""{"kind":"k","input":{"x\u0000":1}}""", "input")]
    [InlineData("""{"kind":"k","\ud800":1}""", "$")]
    public async Task A_wrong_field_is_422_and_named(string body, string field) =>
        FieldError(await Refused(Encoding.UTF8.GetBytes(body), 422, "invalid-request"), field);

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var problem = await Refused("""{"priority":"x","delay":1,"tags":{},"foo":1,"retry":{"jitter":[]}}"""u8.ToArray(), 422, "invalid-request");
        var fields = problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["delay", "foo", "kind", "priority", "retry.jitter", "tags"], fields);
    }

    [Theory]
    [InlineData("\"x{0}\":1")]
    [InlineData("\"kind\":1")]
    [InlineData("\"x{0}\":\"\\u0000\"")]
    public async Task Many_faults_make_a_small_answer(string member)
    {
        var members = Enumerable.Range(0, 20_000).Select(i => member.Replace("{0}", $"{i}", StringComparison.Ordinal));
        var problem = await Refused(Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"), 422, "invalid-request");
        Assert.InRange(problem.GetRawText().Length, 1, 20_000);
    }

    [Fact]
    public async Task A_long_name_is_cut()
    {
        var problem = await Refused(Encoding.UTF8.GetBytes($$"""{"kind":"k","{{new string('n', 100_000)}}":1}"""), 422, "invalid-request");
        Assert.InRange(problem.GetRawText().Length, 1, 2_000);
    }

    [Fact]
    public async Task Whole_surrogate_pairs_and_other_escapes_are_fine()
    {
        await ReadJson(await Post("/jobs", """{"kind":"\u006b","input":"\ud83d\ude00 \u0001 \n","tags":["\ud83d\ude00"]}"""), 202);
        Assert.Equal("k", Grains.Submitted.Single().Spec.Kind);
        Assert.Equal("😀", Grains.Submitted.Single().Spec.Tags.Single());
    }

    [Fact]
    public async Task After_a_refusal_the_connection_still_works()
    {
        await Refused("{"u8.ToArray(), 400, "malformed-json");
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}"""), 202);
    }

    private static HttpRequestMessage Request(HttpContent content)
    {
        content.Headers.ContentType = new("application/json");
        return new HttpRequestMessage(HttpMethod.Post, "/jobs") { Content = content };
    }
}

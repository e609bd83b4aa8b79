using System.Text;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class BulkTests : WebService
{
    protected override string[] Arguments => ["--Limits:BatchBody", $"{3 << 19}", "--Limits:BatchConcurrency", "7"];

    private static Guid FromKey(string key) => JobId.FromKey(JobId.DefaultTenant, key);

    private Task<HttpResponseMessage> PostLines(string text, params (string Name, string Value)[] headers) =>
        PostBytes(Encoding.UTF8.GetBytes(text), "application/x-ndjson", headers);

    private Task<HttpResponseMessage> PostBytes(byte[] body, string? mediaType, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/batch") { Content = new ByteArrayContent(body) };
        if (mediaType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    private static int[] Statuses(JsonElement reply) =>
        [.. reply.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetInt32())];

    [Fact]
    public async Task Each_item_of_an_array_has_its_outcome_in_order()
    {
        Grains.OnSubmit = (id, spec) => spec.Kind switch
        {
            "new" => new SubmitResult.Accepted { Job = Samples.Job(id, spec) },
            "old" => new SubmitResult.Existing { Job = Samples.Job(id, spec) },
            "reused" => new SubmitResult.KeyReused(),
            "busy" => new SubmitResult.Unavailable(),
            "full" => new SubmitResult.QueueFull(),
            _ => new SubmitResult.Invalid { Errors = [new FieldError { Field = "kind", Message = "is not known" }] },
        };
        var reply = await ReadJson(await Post("/jobs/batch", """
            [{"kind":"new","priority":3}, {"kind":"old"},
             {"kind":"reused"},{"kind":"busy"},{"kind":"none"}, {"kind":7}, 17, {"kind":"full"}]
            """), 200);
        Assert.Equal([202, 200, 422, 503, 422, 422, 422, 429], Statuses(reply));
        Assert.Equal((1, 1, 6), (reply.GetProperty("accepted").GetInt32(), reply.GetProperty("existing").GetInt32(), reply.GetProperty("refused").GetInt32()));
        var items = reply.GetProperty("items");
        Assert.Equal(Grains.Submitted.Single(one => one.Spec.Kind == "new").Id, items[0].GetProperty("id").GetGuid());
        Assert.False(items[0].TryGetProperty("job", out _));
        Assert.Equal("/problems/idempotency-key-reused", items[2].GetProperty("problem").GetProperty("type").GetString());
        Assert.Equal("kind", items[4].GetProperty("problem").GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal("kind", items[5].GetProperty("problem").GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal("/problems/queue-full", items[7].GetProperty("problem").GetProperty("type").GetString());
        Assert.Equal(3, Grains.Submitted.Single(one => one.Spec.Kind == "new").Spec.Priority);
    }

    [Fact]
    public async Task Items_may_be_debounced_but_not_by_a_key_as_well()
    {
        Grains.OnSubmit = (id, spec) => spec switch
        {
            { Debounce: not null, Keyed: true } => new SubmitResult.Invalid { Errors = [new FieldError { Field = "debounce", Message = "no" }] },
            { Debounce: not null } => new SubmitResult.Existing { Job = Samples.Job(id, spec) },
            _ => new SubmitResult.Accepted { Job = Samples.Job(id, spec) },
        };
        const string items = """
            [{"kind":"k","debounce":{"key":"a","for":"PT1S"}}, {"kind":"k","debounce":{"key":"a","for":"PT1S"},"idempotencyKey":"i"},
             {"kind":"k"}, {"kind":"k","debounce":{"key":"a","for":"PT1S","keep":"middle"}}]
            """;
        var reply = await ReadJson(await Post("/jobs/batch", items), 200);
        Assert.Equal([200, 422, 202, 422], Statuses(reply));
        Assert.Equal("debounce.keep", reply.GetProperty("items")[3].GetProperty("problem").GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Contains(Grains.Submitted, one => one.Id == JobId.OfDebounce("default", "k", "a"));

        // A key of the whole batch is one of each item.
        var keyed = await ReadJson(await Post("/jobs/batch", items, ("Idempotency-Key", "all")), 200);
        Assert.Equal([422, 422, 202, 422], Statuses(keyed));
    }

    [Fact]
    public async Task A_bad_line_in_the_middle_gets_its_problem_and_the_others_their_jobs()
    {
        string[] bad =
        [
            "{\"kind\":\"sleep\"", "hello", "[]", "null", """{"kind":"a"} {"kind":"b"}""", """{"kind":"a","kind":"b"}""",
            """{"kind":"a","tags":["\u0000"]}""", """{"kind":"a","input":{"x":"\ud800"}}""", """{"kind":"a","\udc00":1}""",
            """{"kind":"a","idempotencyKey":""}""", """{"kind":"a","idempotencyKey":"\u00e9"}""", """{"kind":"a","idempotencyKey":7}""",
            """{"kind":"a","idempotency-key":"x"}""", $$"""{"kind":"a","input":{{new string('[', 70)}}{{new string(']', 70)}}}""",
        ];
        foreach (var line in bad)
        {
            Grains.Submitted.Clear();
            var reply = await ReadJson(await PostLines($"{{\"kind\":\"first\"}}\n{line}\r\n\n  \t\n{{\"kind\":\"last\"}}"), 200);
            var statuses = Statuses(reply);
            Assert.Equal((3, 202, 202), (statuses.Length, statuses[0], statuses[2]));
            Assert.Contains(statuses[1], new[] { 400, 422 });
            Assert.Equal(statuses[1], reply.GetProperty("items")[1].GetProperty("problem").GetProperty("status").GetInt32());
            Assert.Equal(["first", "last"], Grains.Submitted.Select(one => one.Spec.Kind).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task Items_may_lie_across_what_arrives_together(string mediaType)
    {
        var kinds = Enumerable.Range(0, 500).Select(i => $"kind-{i}-{new string('\u00e9', i)}").ToList();
        var items = kinds.Select(kind => $$"""{"kind":"{{kind}}"}""");
        var body = mediaType == "application/x-ndjson" ? string.Join('\n', items) : $"[ {string.Join(" , ", items)} ]";
        var reply = await ReadJson(await PostBytes(Encoding.UTF8.GetBytes(body), mediaType), 200);
        Assert.Equal(500, reply.GetProperty("accepted").GetInt32());
        Assert.Equal(kinds.Order(StringComparer.Ordinal), Grains.Submitted.Select(one => one.Spec.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_batches_together_submit_so_many_at_a_time()
    {
        var (now, most) = (0, 0);
        var allTaken = new TaskCompletionSource();
        Grains.BeforeSubmit = async () =>
        {
            lock (Grains) most = Math.Max(most, ++now);
            if (most == 7) allTaken.TrySetResult();
            await allTaken.Task;
            for (var turns = 0; turns < 10; turns++) await Task.Yield();
            lock (Grains) now--;
        };
        var body = string.Join('\n', Enumerable.Repeat("{\"kind\":\"a\"}", 500));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await ReadJson(await PostLines(body), 200)));
        Assert.Equal(2_000, Grains.Submitted.Count);
        Assert.Equal(7, most);
    }

    [Fact]
    public async Task A_line_that_is_not_utf_8_is_refused_alone()
    {
        var reply = await ReadJson(await PostBytes([.. "{\"kind\":\"a\"}\n{\"kind\":\""u8, 0xFF, .. "\"}\n{\"kind\":\"b\"}\n"u8], "application/x-ndjson; charset=utf-8"), 200);
        Assert.Equal([202, 400, 202], Statuses(reply));
    }

    [Fact]
    public async Task Faulty_texts_in_an_array_are_refused_alone()
    {
        var reply = await ReadJson(await Post("/jobs/batch", """[{"kind":"a"},{"kind":"\u0000"},{"kind":"a","kind":"b"},{"kind":"b","input":"\ud83d\ude00"}]"""), 200);
        Assert.Equal([202, 422, 422, 202], Statuses(reply));
    }

    [Fact]
    public async Task Keys_are_the_items_own_or_the_header_and_the_index()
    {
        await ReadJson(await Post("/jobs/batch", """[{"kind":"a"},{"kind":"b","idempotencyKey":"own"}]"""), 200);
        Assert.Equal([false, true], Grains.Submitted.OrderBy(one => one.Spec.Kind).Select(one => one.Spec.Keyed));
        Assert.Equal(FromKey("own"), Grains.Submitted.Single(one => one.Spec.Keyed).Id);

        Grains.Submitted.Clear();
        var reply = await ReadJson(await PostLines("{\"kind\":\"a\"}\n{\"kind\":\"b\",\"idempotencyKey\":\"own\"}\n{\"kind\":\"c\"}", ("Idempotency-Key", "all")), 200);
        Guid[] expected = [FromKey("all\n0"), FromKey("own"), FromKey("all\n2")];
        Assert.Equal(expected, Grains.Submitted.OrderBy(one => one.Spec.Kind).Select(one => one.Id));
        Assert.Equal(expected, reply.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        Assert.All(Grains.Submitted, one => Assert.True(one.Spec.Keyed));
    }

    [Fact]
    public async Task The_jobs_are_answered_if_preferred()
    {
        var reply = await ReadJson(await PostLines("""{"kind":"a"}""", ("Prefer", "return=representation")), 200);
        Assert.Equal("a", reply.GetProperty("items")[0].GetProperty("job").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Ten_thousand_are_allowed_and_one_more_is_422_for_the_whole()
    {
        var reply = await ReadJson(await PostLines(string.Join('\n', Enumerable.Repeat("{\"kind\":\"a\"}", 10_000))), 200);
        Assert.Equal(10_000, reply.GetProperty("accepted").GetInt32());
        Assert.Equal(10_000, Grains.Submitted.Count);
        Grains.Submitted.Clear();
        FieldError(await ReadProblem(await PostLines(string.Join('\n', Enumerable.Repeat("{\"kind\":\"a\"}", 10_001))), 422, "invalid-request"), "$");
        var array = $"[{string.Join(',', Enumerable.Repeat("{\"kind\":\"a\"}", 10_001))}]";
        FieldError(await ReadProblem(await Post("/jobs/batch", array), 422, "invalid-request"), "$");
        Assert.Empty(Grains.Submitted);
    }

    [Theory]
    [InlineData("", 400, "malformed-json")]
    [InlineData("[", 400, "malformed-json")]
    [InlineData("[{\"kind\":\"a\"}", 400, "malformed-json")]
    [InlineData("[{\"kind\":\"a\"},]", 400, "malformed-json")]
    [InlineData("[{\"kind\":\"a\"}] x", 400, "malformed-json")]
    [InlineData("[{\"kind\":a}]", 400, "malformed-json")]
    [InlineData("{\"kind\":\"a\"}", 422, "invalid-request")]
    [InlineData("{\"kind\":\"a\"}\n{\"kind\":\"b\"}", 400, "malformed-json")]
    [InlineData("17", 422, "invalid-request")]
    public async Task What_is_no_array_is_refused_as_a_whole(string body, int status, string slug)
    {
        await ReadProblem(await Post("/jobs/batch", body), status, slug);
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task An_array_that_is_not_utf_8_or_too_deep_is_refused_as_a_whole()
    {
        await ReadProblem(await PostBytes([.. "[{\"kind\":\""u8, 0xFF, .. "\"}]"u8], "application/json"), 400, "malformed-json");
        await ReadProblem(await Post("/jobs/batch", new string('[', 100) + new string(']', 100)), 400, "malformed-json");
    }

    [Fact]
    public async Task No_items_are_no_jobs()
    {
        Assert.Equal(0, (await ReadJson(await Post("/jobs/batch", "[]"), 200)).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await ReadJson(await PostLines("\n\r\n"), 200)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_body_has_a_limit_of_its_own()
    {
        var padding = new string(' ', 5 << 18);
        await ReadJson(await Post("/jobs/batch", $"[{padding}]"), 200);
        foreach (var (path, length) in new[] { ("/jobs/batch", (3 << 19) + 1), ("/jobs", 5 << 18) })
        {
            // Refused by its announced length, before the body comes.
            var answer = await SendText($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
            Assert.Contains("body-too-large", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Other_media_types_are_415()
    {
        await ReadProblem(await PostBytes("[]"u8.ToArray(), "text/plain"), 415, "unsupported-media-type");
        await ReadProblem(await PostBytes("[]"u8.ToArray(), null), 415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_wrong_key_in_the_header_is_422()
    {
        FieldError(await ReadProblem(await PostLines("{}", ("Idempotency-Key", new string('k', 256))), 422, "invalid-request"), "Idempotency-Key");
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task Many_faults_make_an_answer_in_proportion()
    {
        var item = $"{{{string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"x{i}\":1"))}}}";
        var body = string.Join('\n', Enumerable.Repeat(item, 2_000));
        var response = await PostLines(body);
        await ReadJson(response, 200);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1, 4 * body.Length);
    }

    [Fact]
    public async Task An_item_whose_grain_does_not_answer_is_503_and_the_others_have_their_jobs()
    {
        Grains.OnSubmit = (id, spec) => spec.Kind == "lost" ? throw new TimeoutException() : new SubmitResult.Accepted { Job = Samples.Job(id, spec) };
        var reply = await ReadJson(await PostLines("{\"kind\":\"a\"}\n{\"kind\":\"lost\"}\n{\"kind\":\"b\"}"), 200);
        Assert.Equal([202, 503, 202], Statuses(reply));
    }
}

using System.Net;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class SubmitTests : WebService
{
    private const string Key = "Idempotency-Key";

    [Fact]
    public async Task A_new_job_is_answered_with_202_and_its_address()
    {
        var response = await Post("/jobs", """{"kind":"sleep","input":{"duration":"PT1S"}}""");
        var job = await ReadJson(response, 202);
        var id = Grains.Submitted.Single().Id;
        Assert.Equal($"/jobs/{id}", response.Headers.Location?.ToString());
        Assert.Equal(id, job.GetProperty("id").GetGuid());
        Assert.True(response.Headers.ETag is { IsWeak: false });
    }

    [Fact]
    public async Task Every_field_reaches_the_grain()
    {
        await ReadJson(await Post("/jobs", """
            {
              "kind": "sleep", "input": [1, "two"], "queue": "slow", "priority": -7, "runAt": "2026-02-01T10:00:00.5+02:00",
              "timeout": "PT1M", "expiresAt": "2026-03-01T00:00:00Z", "tags": ["a", "ä"],
              "retry": {"maxAttempts": 3, "initialDelay": "PT2S", "factor": 1.5, "maxDelay": "PT1H", "jitter": 0}
            }
            """), 202);
        var spec = Grains.Submitted.Single().Spec;
        Assert.Equal("sleep", spec.Kind);
        Assert.Equal("""[1, "two"]""", spec.Input?.ToString());
        Assert.Equal("slow", spec.Queue);
        Assert.Equal(-7, spec.Priority);
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 8, 0, 0, 500, TimeSpan.Zero), spec.RunAt);
        Assert.Null(spec.Delay);
        Assert.Equal(TimeSpan.FromMinutes(1), spec.Timeout);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), spec.ExpiresAt);
        Assert.Equal("a ä", string.Join(' ', spec.Tags));
        Assert.Equal(
            new RetryRule { MaxAttempts = 3, InitialDelay = TimeSpan.FromSeconds(2), Factor = 1.5, MaxDelay = TimeSpan.FromHours(1), Jitter = 0 },
            spec.Retry);
        Assert.False(spec.Keyed);
        Assert.Equal("default", spec.Tenant);
    }

    [Theory]
    [InlineData("""{"key": "doc é", "for": "PT30S"}""", null, DebounceKeep.Last)]
    [InlineData("""{"key": "doc é", "for": "PT30S", "atMost": null, "keep": null}""", null, DebounceKeep.Last)]
    [InlineData("""{"key": "doc é", "for": "PT30S", "atMost": "PT5M", "keep": "first"}""", 300.0, DebounceKeep.First)]
    [InlineData("""{"key": "doc é", "for": "PT30S", "keep": "last"}""", null, DebounceKeep.Last)]
    public async Task A_debounced_submit_goes_to_its_keys_grain(string debounce, double? atMost, DebounceKeep keep)
    {
        var job = Guid.NewGuid();
        Grains.OnSubmit = (_, spec) => new SubmitResult.Existing { Job = Samples.Job(job, spec) };
        var response = await Post("/jobs", $$"""{"kind":"sleep","debounce":{{debounce}}}""");
        await ReadJson(response, 200);
        Assert.Equal($"/jobs/{job}", response.Headers.Location?.ToString());
        var (id, spec) = Grains.Submitted.Single();
        Assert.Equal(JobId.OfDebounce("default", "sleep", "doc é"), id);
        Assert.Equal(
            new JobDebounce { Key = "doc é", For = TimeSpan.FromSeconds(30), AtMost = atMost is { } most ? TimeSpan.FromSeconds(most) : null, Keep = keep },
            spec.Debounce);
        Assert.False(spec.Keyed);
    }

    [Fact]
    public async Task Parents_are_named_by_their_ids()
    {
        await ReadJson(await Post("/jobs", """{"kind":"noop","after":["0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"],"onParentFailure":"run"}"""), 202);
        var spec = Grains.Submitted.Single().Spec;
        Assert.Equal((Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"), ParentFailure.Run), (Assert.Single(spec.After), spec.OnParentFailure));
        await ReadJson(await Post("/jobs", """{"kind":"noop","after":null}"""), 202);
        var wrong = await Post("/jobs", """{"kind":"noop","after":["x",7,"{0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11}"],"onParentFailure":"stop"}""");
        var problem = await ReadProblem(wrong, 422, "invalid-request");
        Assert.Equal(["after[0]", "after[1]", "after[2]", "onParentFailure"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        await ReadProblem(await Post("/jobs", """{"kind":"noop","after":"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"}"""), 422, "invalid-request");
    }

    [Fact]
    public async Task With_an_idempotency_key_too_the_engine_is_asked_under_that_and_refuses()
    {
        await Post("/jobs", """{"kind":"sleep","debounce":{"key":"k","for":"PT1S"}}""", (Key, "abc"));
        var (id, spec) = Grains.Submitted.Single();
        Assert.Equal(JobId.FromKey("default", "abc"), id);
        Assert.True(spec is { Keyed: true, Debounce: not null });
    }

    [Fact]
    public void The_grain_of_a_debounce_key_is_of_tenant_kind_and_key() => Assert.Equal(
        5,
        new[]
        {
            JobId.OfDebounce("t", "k", "a"), JobId.OfDebounce("t", "ka", ""), JobId.OfDebounce("tk", "", "a"),
            JobId.OfDebounce("t", "k", "b"), JobId.OfDebounce("u", "k", "a"),
        }.Distinct().Count());

    [Fact]
    public async Task Absent_and_null_fields_take_their_defaults()
    {
        await ReadJson(await Post("/jobs", """{"kind":"sleep","input":null,"queue":null,"delay":null,"tags":null,"retry":{"maxAttempts":1}}"""), 202);
        var spec = Grains.Submitted.Single().Spec;
        Assert.Null(spec.Input);
        Assert.Null(spec.Queue);
        Assert.Equal(0, spec.Priority);
        Assert.Empty(spec.Tags);
        Assert.Equal(new RetryRule { MaxAttempts = 1 }, spec.Retry);
    }

    [Fact]
    public async Task Input_is_passed_on_byte_by_byte()
    {
        const string input = """{ "big": 12345678901234567890.000, "e": "\u00e9é",   "deep": [[{}]] }""";
        await ReadJson(await Post("/jobs", $$"""{"kind":"k","input":{{input}}}"""), 202);
        Assert.Equal(input, Grains.Submitted.Single().Spec.Input?.ToString());
    }

    [Fact]
    public async Task The_answer_is_camel_case_with_rfc_3339_times_and_iso_8601_durations()
    {
        var job = await ReadJson(await Post("/jobs", """{"kind":"k","timeout":"PT0.05S","input":{"A":1}}"""), 202);
        Assert.Equal("queued", job.GetProperty("state").GetString());
        Assert.Equal("2026-01-31T12:00:00+00:00", job.GetProperty("createdAt").GetString());
        Assert.Equal("PT0.05S", job.GetProperty("timeout").GetString());
        Assert.Equal("PT5M", job.GetProperty("retry").GetProperty("maxDelay").GetString());
        Assert.Equal("""{"A":1}""", job.GetProperty("input").GetRawText());
        Assert.False(job.TryGetProperty("hasEnded", out _));
        Assert.False(job.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_key_decides_the_id()
    {
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}""", (Key, "order-17")), 202);
        var (id, spec) = Grains.Submitted.Single();
        Assert.Equal(JobId.FromKey("default", "order-17"), id);
        Assert.True(spec.Keyed);
    }

    [Fact]
    public async Task A_repeated_key_is_answered_with_200_and_the_same_job()
    {
        Grains.OnSubmit = (id, spec) => new SubmitResult.Existing { Job = Samples.Finished(id) };
        var response = await Post("/jobs", """{"kind":"sleep"}""", (Key, "order-17"));
        var job = await ReadJson(response, 200);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal($"/jobs/{job.GetProperty("id").GetGuid()}", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_key_with_another_body_is_422()
    {
        Grains.OnSubmit = (_, _) => new SubmitResult.KeyReused();
        await ReadProblem(await Post("/jobs", """{"kind":"sleep"}""", (Key, "order-17")), 422, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("tab\there")]
    [InlineData("long")]
    public async Task A_key_that_cannot_be_one_is_422(string key)
    {
        if (key == "long") key = new string('k', 256);
        var problem = await ReadProblem(await Post("/jobs", """{"kind":"sleep"}""", (Key, key)), 422, "invalid-request");
        FieldError(problem, Key);
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task Two_keys_are_422()
    {
        // By hand: HttpClient would send one header with both.
        var answer = await SendText(
            "POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 16\r\n"
            + "Idempotency-Key: a\r\nIdempotency-Key: b\r\nConnection: close\r\n\r\n{\"kind\":\"sleep\"}");
        Assert.StartsWith("HTTP/1.1 422 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"Idempotency-Key\":[", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_engine_refuses_is_422_with_its_fields()
    {
        Grains.OnSubmit = (_, _) => new SubmitResult.Invalid
        {
            Errors =
            [
                new FieldError { Field = "kind", Message = "is not registered" },
                new FieldError { Field = "kind", Message = "is odd" },
                new FieldError { Field = "input", Message = "does not fit" },
            ],
        };
        var problem = await ReadProblem(await Post("/jobs", """{"kind":"nope"}"""), 422, "invalid-request");
        Assert.Equal("is not registered", FieldError(problem, "kind"));
        Assert.Equal(2, problem.GetProperty("errors").GetProperty("kind").GetArrayLength());
        Assert.Equal("does not fit", FieldError(problem, "input"));
    }

    [Fact]
    public async Task An_unavailable_store_is_503_with_retry_after()
    {
        Grains.OnSubmit = (_, _) => new SubmitResult.Unavailable();
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 503, "unavailable");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task An_overloaded_store_is_503_with_a_longer_retry_after()
    {
        Grains.OnSubmit = (_, _) => new SubmitResult.Unavailable { Unchanged = true, IsBusy = true };
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 503, "store-busy");
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_full_queue_is_429_with_retry_after()
    {
        Grains.OnSubmit = (_, _) => new SubmitResult.QueueFull();
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 429, "queue-full");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_known_to_have_changed_nothing_says_so(bool unchanged)
    {
        Grains.OnSubmit = (_, _) => new SubmitResult.Unavailable { Unchanged = unchanged };
        var problem = await ReadProblem(await Post("/jobs", """{"kind":"sleep"}"""), 503, "unavailable");
        Assert.Equal(unchanged, problem.GetProperty("detail").GetString()!.Contains("Nothing was changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grain_that_does_not_answer_is_503()
    {
        Grains.OnSubmit = (_, _) => throw new TimeoutException("/secret/path");
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 503, "unavailable");
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_fault_of_ours_is_500_and_tells_nothing()
    {
        Grains.OnSubmit = (_, _) => throw new InvalidOperationException("SELECT secret FROM /path");
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 500, "internal-error");
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("SELECT", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_trace_goes_with_the_job()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}""", ("traceparent", $"00-{trace}-b7ad6b7169203331-01")), 202);
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}"""), 202);
        Assert.StartsWith($"00-{trace}-", Grains.Submitted[0].Spec.TraceParent, StringComparison.Ordinal);
        Assert.Null(Grains.Submitted[1].Spec.TraceParent);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Another_media_type_is_415(string? mediaType)
    {
        using var content = new ByteArrayContent("""{"kind":"sleep"}"""u8.ToArray());
        if (mediaType is not null) content.Headers.ContentType = new(mediaType);
        await ReadProblem(await Client.PostAsync(new Uri("/jobs", UriKind.Relative), content), 415, "unsupported-media-type");
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task A_charset_parameter_is_fine()
    {
        using var content = new StringContent("""{"kind":"sleep"}""", System.Text.Encoding.UTF8, "application/json");
        await ReadJson(await Client.PostAsync(new Uri("/jobs", UriKind.Relative), content), 202);
    }

    [Fact]
    public async Task While_the_process_is_being_stopped_it_is_503()
    {
        App.Lifetime.StopApplication();
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 503, "draining");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await Get("/healthz")).StatusCode);
    }
}

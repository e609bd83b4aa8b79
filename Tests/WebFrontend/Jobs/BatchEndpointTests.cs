using OrleansJobs.Batches;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

/// <summary>Batches over HTTP: what the grains are asked, and how their answers look.</summary>
public sealed class BatchEndpointTests : WebService
{
    private const string Key = "Idempotency-Key";

    private readonly List<(Guid Id, string What, object? With)> _changes = [];

    protected override string[] Arguments => ["--Limits:Batch", "3"];

    public BatchEndpointTests() => Grains.OnChangeBatch = (id, what, with) =>
    {
        lock (_changes) _changes.Add((id, what, with));
        return new BatchResult.Changed { Batch = A(id, what == "Seal" ? BatchState.Running : BatchState.Open), IsNew = what == "Create" };
    };

    [Fact]
    public async Task A_batch_is_made_filled_and_sealed()
    {
        var response = await Post("/batches", """{"jobs":[{"kind":"noop"},{"kind":"noop","priority":3}],"onFailed":{"kind":"noop"},"tags":["a"]}""");
        Assert.Equal("running", (await ReadJson(response, 201)).GetProperty("state").GetString());
        var id = _changes[0].Id;
        Assert.Equal($"/batches/{id}", response.Headers.Location?.ToString());
        Assert.Equal(["Create", "Seal"], _changes.Select(change => change.What));
        var spec = Assert.IsType<BatchSpec>(_changes[0].With);
        Assert.Equal(("a", "noop", true), (Assert.Single(spec.Tags), spec.OnFailed!.Kind, spec is { OnCompleted: null, OnSucceeded: null }));
        var members = Grains.Submitted.OrderBy(job => job.Spec.Priority).ToList();
        Assert.Equal([JobId.OfMember(id, 0), JobId.OfMember(id, 1)], members.Select(job => job.Id));
        Assert.All(members, job => Assert.Equal((id, true), (job.Spec.Batch, job.Spec.Keyed)));
    }

    [Fact]
    public async Task With_a_key_its_id_and_those_of_its_jobs_follow_from_it()
    {
        Grains.OnChangeBatch = (id, _, _) => new BatchResult.Changed { Batch = A(id, BatchState.Open) };
        var id = JobId.OfBatch("default", "k");
        Grains.Batches[id] = A(id, BatchState.Open);
        var response = await Post("/batches", """{"open":true}""", (Key, "k"));
        Assert.Equal($"{id}", (await ReadJson(response, 200)).GetProperty("id").GetString());

        await ReadJson(await Post($"/batches/{id}/jobs", """{"jobs":[{"kind":"noop"}]}""", (Key, "page")), 200);
        await ReadJson(await Post($"/batches/{id}/jobs", """{"jobs":[{"kind":"noop"}]}"""), 200);
        Assert.Equal([(JobId.FromKey("default", "page\n0"), true), (Grains.Submitted[1].Id, false)], Grains.Submitted.Select(job => (job.Id, job.Spec.Keyed)));
        Assert.All(Grains.Submitted, job => Assert.Equal(id, job.Spec.Batch));
    }

    [Fact]
    public async Task If_one_job_is_not_valid_nothing_is_stored()
    {
        Grains.OnCheckBatch = jobs => [new FieldError { Field = $"jobs[{jobs.Length - 1}].kind", Message = "is not known" }];
        var problem = await ReadProblem(await Post("/batches", """{"jobs":[{"kind":"noop"},{"kind":"no"}]}"""), 422, "invalid-request");
        Assert.Equal("is not known", FieldError(problem, "jobs[1].kind"));
        problem = await ReadProblem(await Post("/batches", """{"jobs":[{"kind":7},{"x":1}],"onFailed":{},"open":1,"more":1}"""), 422, "invalid-request");
        Assert.Equal(
            ["jobs[0].kind", "jobs[1].kind", "jobs[1].x", "more", "onFailed.kind", "open"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        problem = await ReadProblem(await Post("/batches", """{"jobs":[{"kind":"a"},{"kind":"a"},{"kind":"a"},{"kind":"a"}]}"""), 422, "invalid-request");
        Assert.Equal("must be at most 3; nothing was submitted", FieldError(problem, "jobs"));
        foreach (var jobs in new[] { "7", "[7]", "{}" }) await ReadProblem(await Post("/batches", $$"""{"jobs":{{jobs}}}"""), 422, "invalid-request");
        Assert.Empty(_changes);
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task What_breaks_off_is_told_and_the_batch_stays_open()
    {
        Grains.OnSubmit = (_, spec) => spec.Priority == 1 ? new SubmitResult.QueueFull() : new SubmitResult.Accepted { Job = Samples.Job(Guid.NewGuid(), spec) };
        await ReadProblem(await Post("/batches", """{"jobs":[{"kind":"noop"},{"kind":"noop","priority":1}]}"""), 429, "queue-full");
        Assert.Equal(["Create"], _changes.Select(change => change.What));
        Grains.OnSubmit = (_, _) => new SubmitResult.Invalid { Errors = [new FieldError { Field = "after[0]", Message = "is gone" }] };
        var problem = await ReadProblem(await Post("/batches", """{"jobs":[{"kind":"noop"}]}"""), 422, "invalid-request");
        Assert.Equal("is gone", FieldError(problem, "jobs[0].after[0]"));
        Grains.OnSubmit = (_, _) => new SubmitResult.BatchClosed();
        await ReadProblem(await Post("/batches", """{"jobs":[{"kind":"noop"}]}"""), 409, "batch-closed");
    }

    [Fact]
    public async Task Refusals_have_problems_of_their_own()
    {
        var id = Guid.NewGuid();
        Grains.OnChangeBatch = (_, _, _) => new BatchResult.NotFound();
        foreach (var path in new[] { $"/batches/{id}/seal", "/batches/x/seal", $"/batches/{id}/cancel", "/batches/x/cancel" })
            await ReadProblem(await Client.PostAsync(path, null), 404, "batch-not-found");
        await ReadProblem(await Post($"/batches/{id}/jobs", """{"jobs":[]}"""), 404, "batch-not-found");
        await ReadProblem(await Client.GetAsync($"/batches/{id}"), 404, "batch-not-found");
        Grains.OnChangeBatch = (_, _, _) => new BatchResult.Conflict();
        await ReadProblem(await Client.PostAsync($"/batches/{id}/cancel", null), 409, "batch-completed");
        Grains.OnChangeBatch = (_, _, _) => new BatchResult.KeyReused();
        await ReadProblem(await Post("/batches", "{}", (Key, "k")), 422, "idempotency-key-reused");
        Grains.OnChangeBatch = (_, _, _) => new BatchResult.Unavailable { Unchanged = true };
        await ReadProblem(await Post("/batches", "{}"), 503, "unavailable");
        await ReadProblem(await Client.PostAsync($"/batches/{id}/seal", null), 503, "unavailable");
    }

    [Fact]
    public async Task Batches_are_read_listed_and_cancelled()
    {
        var id = Guid.NewGuid();
        Grains.Batches[id] = A(id, BatchState.Running);
        var response = await Client.GetAsync($"/batches/{id}");
        Assert.Equal("running", (await ReadJson(response, 200)).GetProperty("state").GetString());
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/batches/{id}") { Headers = { { "If-None-Match", response.Headers.ETag!.ToString() } } };
        Assert.Equal(304, (int)(await Client.SendAsync(again)).StatusCode);

        Grains.OnListBatches = (before, limit) => before is null ? new BatchPage { Batches = [A(id, BatchState.Open)], Next = 7 } : new BatchPage { Batches = [] };
        var page = await ReadJson(await Client.GetAsync("/batches?limit=1"), 200);
        Assert.Equal(1, page.GetProperty("batches").GetArrayLength());
        await ReadJson(await Client.GetAsync($"/batches?limit=1&cursor={page.GetProperty("nextCursor").GetString()}"), 200);
        await ReadProblem(await Client.GetAsync("/batches?limit=0"), 400, "invalid-query");

        await ReadJson(await Post($"/batches/{id}/cancel", """{"reason":"why"}"""), 200);
        Assert.Equal((id, "Cancel", "why"), Assert.Single(_changes));
        await ReadProblem(await Client.GetAsync("/jobs?batch=x"), 400, "invalid-query");
    }

    private static Batch A(Guid id, BatchState state) => new()
    {
        Id = id,
        State = state,
        Total = 0,
        Succeeded = 0,
        Failed = 0,
        Cancelled = 0,
        Tags = [],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}

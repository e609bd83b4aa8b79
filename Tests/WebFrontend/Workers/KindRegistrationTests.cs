using System.Text;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Workers;

/// <summary>PUT and DELETE /kinds/{name}, and what jobs of such kinds have.</summary>
public sealed class KindRegistrationTests : WebService
{
    private static readonly KindDescription Kind = new()
    {
        Name = "thumb",
        Queue = "images",
        Retry = new RetryRule(),
        Input = Json.Parse("true"),
        Result = Json.Parse("true"),
        Outside = true,
    };

    [Fact]
    public async Task A_kind_is_made_and_replaced()
    {
        OutsideKind? put = null;
        Grains.OnPutKind = kind =>
        {
            put = kind;
            return new KindResult.Changed { Kind = Kind, IsNew = true };
        };
        var made = await Put("thumb", """{"queue": "images", "retry": {"maxAttempts": 2}, "timeout": "PT5S", "inputSchema": {"type":  "object"}}""");
        Assert.True((await ReadJson(made, 201)).GetProperty("outside").GetBoolean());
        Assert.Equal("/kinds/thumb", made.Headers.Location?.ToString());
        Assert.Equal(("thumb", "images", 2, TimeSpan.FromSeconds(5)), (put!.Name, put.Queue, put.Retry.MaxAttempts, put.Timeout));
        Assert.Equal("""{"type":  "object"}""", put.InputSchema!.ToString());
        Grains.OnPutKind = kind => new KindResult.Changed { Kind = Kind with { Name = (put = kind).Name } };
        Assert.Equal("thumb", (await ReadJson(await Put("thumb", "{}"), 200)).GetProperty("name").GetString());
        Assert.Equal(new OutsideKind { Name = "thumb" }, put);
    }

    [Fact]
    public async Task A_kind_is_removed()
    {
        Grains.OnRemoveKind = name => name == "thumb" ? new KindResult.Changed { Kind = Kind } : new KindResult.NotFound();
        Assert.Equal(204, (int)(await Send(HttpMethod.Delete, "/kinds/thumb", null)).StatusCode);
        await ReadProblem(await Send(HttpMethod.Delete, "/kinds/none", null), 404, "kind-not-found");
    }

    [Fact]
    public async Task Refusals_have_problems_of_their_own()
    {
        KindResult result = new KindResult.RunsHere();
        (Grains.OnPutKind, Grains.OnRemoveKind) = (_ => result, _ => result);
        await ReadProblem(await Put("sleep", "{}"), 409, "kind-runs-here");
        await ReadProblem(await Send(HttpMethod.Delete, "/kinds/sleep", null), 409, "kind-runs-here");
        result = new KindResult.Unavailable();
        await ReadProblem(await Put("thumb", "{}"), 503, "unavailable");
        await ReadProblem(await Send(HttpMethod.Delete, "/kinds/thumb", null), 503, "unavailable");
        result = new KindResult.Invalid { Errors = [new FieldError { Field = "inputSchema", Message = "is no JSON Schema" }] };
        Assert.Equal("is no JSON Schema", FieldError(await ReadProblem(await Put("thumb", "{}"), 422, "invalid-request"), "inputSchema"));
    }

    [Theory]
    [InlineData("""{"name": "thumb"}""", "name")]
    [InlineData("""{"timeout": 5}""", "timeout")]
    [InlineData("""{"retry": {"attempts": 5}}""", "retry.attempts")]
    [InlineData("""{"queue": []}""", "queue")]
    public async Task A_wrong_member_is_named(string body, string field) =>
        FieldError(await ReadProblem(await Put("thumb", body), 422, "invalid-request"), field);

    [Fact]
    public async Task A_submit_names_the_labels_that_its_job_requires()
    {
        await ReadJson(await Post("/jobs", """{"kind": "thumb", "requires": ["gpu", "linux"]}"""), 202);
        Assert.Equal("gpu linux", string.Join(' ', Assert.Single(Grains.Submitted).Spec.Requires));
    }

    [Fact]
    public async Task A_leased_job_shows_its_worker_its_labels_and_its_lease()
    {
        var id = Guid.NewGuid();
        Grains.Jobs[id] = Samples.Job(id, "thumb", JobState.Running) with
        {
            Requires = ["gpu"],
            LeaseUntil = Samples.Noon,
            Attempts = [new JobAttempt { Number = 1, Worker = "laptop-7", StartedAt = Samples.Noon }],
        };
        var job = await ReadJson(await Get($"/jobs/{id}"), 200);
        Assert.Equal("""["gpu"]""", job.GetProperty("requires").GetRawText());
        Assert.Equal(Samples.Noon, job.GetProperty("leaseUntil").GetDateTimeOffset());
        Assert.Equal("laptop-7", job.GetProperty("attempts")[0].GetProperty("worker").GetString());
        Assert.False(job.GetProperty("attempts")[0].TryGetProperty("silo", out _));
    }

    private Task<HttpResponseMessage> Put(string name, string json) => Send(HttpMethod.Put, $"/kinds/{name}", Encoding.UTF8.GetBytes(json));
}

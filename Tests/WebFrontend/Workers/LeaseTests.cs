using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Workers;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Workers;

/// <summary>POST /queues/{name}/lease.</summary>
public sealed class LeaseTests : WebService
{
    private static readonly Guid First = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly Guid Second = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12");

    private readonly List<(string Queue, LeaseRequest Request)> _asked = [];

    protected override string[] Arguments => ["--Workers:MaxJobs=3", "--Workers:Kinds=2", "--Workers:Labels=1", "--Workers:DefaultLease=PT10S"];

    [Fact]
    public async Task A_job_is_answered_with_its_token_and_its_steps()
    {
        Offer(First);
        Grains.OnLeaseJob = (id, terms) => Leased(id, terms) with { Steps = [new JobStep { Name = "fetched", Value = Json.Parse("[1, 2]") }] };
        var leased = Assert.Single((await Lease("""{"kinds": ["thumb"]}""")).GetProperty("jobs").EnumerateArray());
        Assert.Equal(["job", "token", "leaseUntil", "steps"], leased.EnumerateObject().Select(member => member.Name));
        Assert.Equal(First, leased.GetProperty("job").GetProperty("id").GetGuid());
        Assert.NotEqual(Guid.Empty, leased.GetProperty("token").GetGuid());
        Assert.Equal(Samples.Noon.AddSeconds(10), leased.GetProperty("leaseUntil").GetDateTimeOffset());
        Assert.Equal("""[{"name":"fetched","value":[1, 2]}]""", leased.GetProperty("steps").GetRawText());
    }

    [Fact]
    public async Task What_is_asked_for_reaches_the_queue_and_the_job()
    {
        Offer(First);
        LeaseTerms? terms = null;
        Grains.OnLeaseJob = (id, of) => Leased(id, terms = of);
        await Lease("""{"kinds": ["a", "b"], "worker": "w 1", "labels": ["gpu"], "max": 3, "wait": "PT5S", "leaseFor": "PT1M"}""");
        var (queue, request) = Assert.Single(_asked);
        Assert.Equal(("images", 3, TimeSpan.FromSeconds(5)), (queue, request.Max, request.Wait));
        Assert.Equal(["a", "b", "gpu"], request.Kinds.Concat(request.Labels));
        Assert.Equal(("images", "w 1", TimeSpan.FromMinutes(1), OfferOf(First)), (terms!.Queue, terms.Worker, terms.For, terms.Offer));
    }

    [Theory]
    [InlineData("/queues/images/workers")]
    [InlineData("/workers")]
    public async Task Workers_are_listed(string path)
    {
        Grains.Workers = [new WorkerStatus { Name = "w 1", Kinds = ["a"], Labels = ["gpu"], AskedAt = Samples.Noon, Waits = true, Queue = "images" }];
        Assert.Equal(
            """{"workers":[{"name":"w 1","kinds":["a"],"labels":["gpu"],"askedAt":"2026-01-31T12:00:00+00:00","waits":true,"queue":"images"}]}""",
            (await ReadJson(await Get(path), 200)).GetRawText());
        await ReadProblem(await Get("/queues/a%20b/workers"), 404, "queue-not-found");
    }

    [Fact]
    public async Task Whatever_is_left_out_has_its_default()
    {
        Offer(First);
        LeaseTerms? terms = null;
        Grains.OnLeaseJob = (id, of) => Leased(id, terms = of);
        await Lease("""{"kinds": ["a"]}""");
        Assert.Equal((1, TimeSpan.Zero, 0), (_asked[0].Request.Max, _asked[0].Request.Wait, _asked[0].Request.Labels.Length));
        Assert.Equal(("worker", TimeSpan.FromSeconds(10)), (terms!.Worker, terms.For));
    }

    [Fact]
    public async Task There_may_be_no_job()
    {
        Offer();
        Assert.Equal("""{"jobs":[]}""", (await Lease("""{"kinds": ["a"]}""")).GetRawText());
    }

    [Fact]
    public async Task A_long_wait_is_several_calls_and_an_offer_that_does_not_hold_is_dropped()
    {
        var answers = new Queue<ImmutableArray<LeaseOffer>>([[], [OfferOf(First)], [OfferOf(First), OfferOf(Second)]]);
        Grains.OnLease = (queue, request) =>
        {
            _asked.Add((queue, request));
            Clock.Advance(request.Wait);
            return Task.FromResult(answers.Dequeue());
        };
        Grains.OnLeaseJob = (id, terms) => id == First ? null : Leased(id, terms);
        var jobs = (await Lease("""{"kinds": ["a"], "max": 2, "wait": "PT12S"}""")).GetProperty("jobs");
        Assert.Equal([5.0, 5, 2], _asked.Select(one => one.Request.Wait.TotalSeconds));
        Assert.Equal(Second, Assert.Single(jobs.EnumerateArray()).GetProperty("job").GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task The_wait_has_an_end()
    {
        Grains.OnLease = (queue, request) =>
        {
            _asked.Add((queue, request));
            Clock.Advance(request.Wait);
            return Task.FromResult<ImmutableArray<LeaseOffer>>([OfferOf(First)]);
        };
        Assert.Equal("""{"jobs":[]}""", (await Lease("""{"kinds": ["a"], "wait": "PT60S"}""")).GetRawText());
        Assert.Equal(12, _asked.Count);
    }

    [Fact]
    public async Task A_job_that_cannot_be_leased_now_takes_no_other_with_it()
    {
        Offer(First, Second);
        Grains.OnLeaseJob = (id, terms) => id == First ? throw new StoreException("Down.", outcomeUnknown: true) : Leased(id, terms);
        Assert.Equal(1, (await Lease("""{"kinds": ["a"], "max": 2}""")).GetProperty("jobs").GetArrayLength());
        Grains.OnLeaseJob = (_, _) => throw new StoreException("Down.", outcomeUnknown: true);
        await ReadProblem(await Post("/queues/images/lease", """{"kinds": ["a"]}"""), 503, "unavailable");
    }

    [Fact]
    public async Task What_is_offered_to_somebody_who_has_gone_is_declined()
    {
        var offers = new TaskCompletionSource<ImmutableArray<LeaseOffer>>();
        Grains.OnLease = (_, _) => offers.Task;
        using var gone = new CancellationTokenSource();
        var asking = Waiter.Lease("images", new LeaseBody(["a"], Wait: TimeSpan.FromSeconds(30)), gone.Token);
        await gone.CancelAsync();
        Assert.Empty(await asking);
        offers.SetResult([OfferOf(First)]);
        var (queue, declined) = Assert.Single(Grains.Declined);
        Assert.Equal(("images", OfferOf(First)), (queue, Assert.Single(declined)));
    }

    [Fact]
    public async Task What_was_leased_for_somebody_who_has_gone_is_given_back()
    {
        Offer(First);
        using var gone = new CancellationTokenSource();
        var ends = new List<(Guid, Guid, LeaseEnd)>();
        Grains.OnEndLease = (id, token, end) =>
        {
            ends.Add((id, token, end));
            return new LeaseReply { Result = ReportResult.Recorded };
        };
        Grains.OnLeaseJob = (id, terms) =>
        {
            gone.Cancel();
            return Leased(id, terms);
        };
        var job = Assert.Single(await Waiter.Lease("images", new LeaseBody(["a"]), gone.Token));
        Assert.Equal((First, job.Token, new LeaseEnd.Released()), Assert.Single(ends));
    }

    [Theory]
    [InlineData("{}", "kinds", "must be 1 to 2 kinds")]
    [InlineData("""{"kinds": []}""", "kinds", "must be 1 to 2 kinds")]
    [InlineData("""{"kinds": ["a", "b", "c"]}""", "kinds", "must be 1 to 2 kinds")]
    [InlineData("""{"kinds": "a"}""", "kinds", "must be an array of strings")]
    [InlineData("""{"kinds": ["a\nb"]}""", "kinds[0]", "must have 1 to 1000 characters, none of them a control character")]
    [InlineData("""{"kinds": ["a"], "labels": ["x", "y"]}""", "labels", "must be at most 1 labels")]
    [InlineData("""{"kinds": ["a"], "labels": [""]}""", "labels[0]", "must have 1 to 1000 characters, none of them a control character")]
    [InlineData("""{"kinds": ["a"], "worker": ""}""", "worker", "must have 1 to 100 characters, none of them a control character")]
    [InlineData("""{"kinds": ["a"], "max": 0}""", "max", "must be from 1 to 3")]
    [InlineData("""{"kinds": ["a"], "max": 4}""", "max", "must be from 1 to 3")]
    [InlineData("""{"kinds": ["a"], "wait": "PT61S"}""", "wait", "must be from PT0S to PT1M")]
    [InlineData("""{"kinds": ["a"], "wait": 5}""", "wait", null)]
    [InlineData("""{"kinds": ["a"], "leaseFor": "PT0.5S"}""", "leaseFor", "must be from PT1S to PT1H")]
    [InlineData("""{"kinds": ["a"], "leaseFor": "PT2H"}""", "leaseFor", "must be from PT1S to PT1H")]
    [InlineData("""{"kinds": ["a"], "kind": "b"}""", "kind", null)]
    public async Task A_wrong_member_is_named(string body, string field, string? message)
    {
        var error = FieldError(await ReadProblem(await Post("/queues/images/lease", body), 422, "invalid-request"), field);
        if (message is not null) Assert.Equal(message, error);
    }

    [Fact]
    public async Task All_faults_of_a_body_are_named_at_once()
    {
        var problem = await ReadProblem(await Post("/queues/images/lease", """{"kinds": [], "max": 9, "wait": "PT2M"}"""), 422, "invalid-request");
        Assert.Equal(["kinds", "max", "wait"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_name_that_no_queue_can_have_is_404() =>
        await ReadProblem(await Post("/queues/a%20b/lease", """{"kinds": ["a"]}"""), 404, "queue-not-found");

    [Fact]
    public async Task A_queue_that_does_not_answer_is_503()
    {
        Grains.OnLease = (_, _) => throw new TimeoutException();
        await ReadProblem(await Post("/queues/images/lease", """{"kinds": ["a"]}"""), 503, "unavailable");
    }

    private LeaseWaiter Waiter => App.Services.GetRequiredService<LeaseWaiter>();

    private async Task<JsonElement> Lease(string body) => await ReadJson(await Post("/queues/images/lease", body), 200);

    private void Offer(params Guid[] jobs) => Grains.OnLease = (queue, request) =>
    {
        _asked.Add((queue, request));
        return Task.FromResult<ImmutableArray<LeaseOffer>>([.. jobs.Select(OfferOf)]);
    };

    private static LeaseOffer OfferOf(Guid job) => new() { JobId = job, Epoch = 3, Version = 1 };

    private static LeasedJob Leased(Guid id, LeaseTerms terms) =>
        new() { Job = Samples.Job(id, "thumb", JobState.Running), Token = terms.Token, LeaseUntil = Samples.Noon + terms.For, Steps = [] };
}

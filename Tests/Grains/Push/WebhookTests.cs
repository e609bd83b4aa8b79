using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Push;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Somebody is told of each end of a job, once, by a signed request.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly JobSpec Noop = new() { Kind = "noop", OnCompleted = new JobWebhook { Url = "https://example.org/done" } };

    private readonly MemoryJobStore _store = new();
    private FakePushClient _receiver = new(204);
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_job_is_told_and_signed()
    {
        var job = await _host.Run(Noop with { Tags = ["a"] });
        var delivery = await Delivery(job);
        Assert.Equal((JobState.Succeeded, "webhooks", """{"status":204}"""), (delivery.State, delivery.Queue, $"{delivery.Result}"));
        var request = Assert.Single(_receiver.Requests);
        Assert.Equal(("POST", "https://example.org/done", 0), (request.Method, request.Url.AbsoluteUri, request.Redirects));
        var headers = request.Headers.ToDictionary();
        Assert.Equal($"{delivery.Id}", headers["webhook-id"]);
        var timestamp = long.Parse(headers["webhook-timestamp"], null);
        Assert.Equal(WebhookSignature.Of([WebhookSignature.KeyOf(Secret)!], $"{delivery.Id}", timestamp, request.Body!.Value.AsSpan()), headers["webhook-signature"]);

        var told = Told(request);
        Assert.Equal("job.succeeded", told.GetProperty("type").GetString());
        var data = told.GetProperty("data");
        Assert.Equal((job.Id, "noop", "succeeded"), (data.GetProperty("id").GetGuid(), data.GetProperty("kind").GetString(), data.GetProperty("state").GetString()));
        Assert.Equal(job.EndedAt, told.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal(("https://example.org/done", 1), (job.OnCompleted!.Url, job.Deliveries));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_error_and_a_cancel_with_its_reason()
    {
        var failed = await _host.Run(Noop with { Kind = "fail", Retry = new RetryRule { MaxAttempts = 1 } });
        await Delivery(failed);
        var scheduled = await _host.Submit(Noop with { Delay = TimeSpan.FromHours(1) });
        await Grain(scheduled.Id).Cancel("enough");
        await Delivery(scheduled);
        var told = _receiver.Requests.Select(Told).ToList();
        Assert.Equal(["job.failed", "job.cancelled"], told.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("This job fails on purpose.", told[0].GetProperty("data").GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("enough", told[1].GetProperty("data").GetProperty("cancelReason").GetString());
    }

    [Fact]
    public async Task A_job_that_expires_and_one_whose_parent_fails_are_told_of_too()
    {
        var expired = await _host.Run(Noop with { Delay = TimeSpan.FromMilliseconds(1), ExpiresAt = DateTimeOffset.UtcNow });
        await Delivery(expired);
        var parent = await _host.Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromHours(1) });
        var child = await _host.Submit(Noop with { After = [parent.Id] });
        await Grain(parent.Id).Cancel(null);
        await Delivery(child);
        Assert.Equal(["job.failed", "job.cancelled"], _receiver.Requests.Select(request => Told(request).GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_job_that_is_retried_is_told_of_again()
    {
        var job = await _host.Run(Noop);
        await Delivery(job);
        await Grain(job.Id).Retry(null);
        await _host.End(job.Id);
        await Delivery(job, 2);
        Assert.Equal(
            new[] { 1, 2 }.Select(number => $"{JobId.OfDelivery(job.Id, job.CreatedAt, number)}"),
            _receiver.Requests.Select(request => request.Headers.ToDictionary()["webhook-id"]));
    }

    [Fact]
    public async Task A_job_that_is_made_anew_under_the_key_of_one_that_was_deleted_is_told_of_too()
    {
        var id = Guid.NewGuid();
        for (var times = 0; times < 2; times++)
        {
            await _host.Submit(Noop with { Keyed = true }, id);
            await Delivery(await _host.End(id));
            await Grain(id).Delete();
        }

        Assert.Equal(2, _receiver.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task News_that_is_lost_or_comes_twice_makes_one_delivery(bool lost)
    {
        // The first write of a delivery fails, or it is stored and nobody hears of that.
        var seen = _store.RefuseFirst(1, write => write.Before is null && write.After.Kind == "webhook" && lost);
        var job = await _host.Run(Noop);
        if (!lost)
        {
            var delivery = Grain(JobId.OfDelivery(job.Id, job.CreatedAt, 1));
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => delivery.ParentEnded(job.Id, ParentState.Succeeded)));
        }

        await Delivery(job);
        if (lost) Assert.InRange(seen(), 2, int.MaxValue);
        Assert.Single(_receiver.Requests);
        Assert.Single(_store.Rows, row => row.Kind == "webhook");
        Assert.Empty(await _store.ReadEnded(9, CancellationToken.None));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_asked_no_more()
    {
        await Restart(new FakePushClient(410));
        var job = await _host.Run(Noop);
        var delivery = await Delivery(job);
        Assert.Equal((JobState.Failed, 1), (delivery.State, delivery.Attempts.Length));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Any_other_refusal_is_tried_again_later(int status)
    {
        await Restart(new FakePushClient(status));
        var job = await _host.Run(Noop);
        var delivery = await Failing(job);
        Assert.InRange(delivery.RunAt - delivery.Attempts[0].EndedAt!.Value, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(11));
        Assert.Contains($"answered {status}", delivery.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receiver_may_put_off_the_next_attempt()
    {
        await Restart(new FakePushClient(429) { RetryAfter = new(TimeSpan.FromHours(2)) });
        var delivery = await Failing(await _host.Run(Noop));
        Assert.InRange(delivery.RunAt - delivery.Attempts[0].EndedAt!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_result_that_is_too_large_is_left_out()
    {
        await Restart(new FakePushClient(204), options => options.WebhookResult = 3);
        await Delivery(await _host.Run(Noop with { Kind = "talk", Input = Json.Parse("\"abcdef\"") }));
        var data = Told(Assert.Single(_receiver.Requests)).GetProperty("data");
        Assert.True(data.GetProperty("resultLeftOut").GetBoolean());
        Assert.False(data.TryGetProperty("result", out _));
    }

    [Fact]
    public void A_result_that_the_store_cannot_open_is_left_out()
    {
        var job = Rows.Pending().Run().End() with { Webhook = new EndWebhook("https://example.org/done"), Result = Json.Parse(" \"sealed:1:k1:c2VjcmV0\"") };
        var told = $"{_host.Services.GetRequiredService<Webhooks>().DeliveryOf(job, job.Delivery!.Value, JobPhase.Succeeded, Rows.Now)!.Input}";
        Assert.Contains("\"resultLeftOut\":true", told, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("ftp://example.org/")]
    [InlineData("https://me:secret@example.org/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    public async Task What_cannot_be_told_is_refused_at_the_submit(string url)
    {
        var result = await Grain(Guid.NewGuid()).Submit(Noop with { OnCompleted = new JobWebhook { Url = url } });
        Assert.Equal("onCompleted.url", Assert.Single(Assert.IsType<SubmitResult.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task Without_a_secret_nobody_is_told()
    {
        await Restart(new FakePushClient(204), options => options.Secrets = []);
        var result = await Grain(Guid.NewGuid()).Submit(Noop);
        Assert.Contains("Push:Secrets", Assert.Single(Assert.IsType<SubmitResult.Invalid>(result).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_makes_the_service_sign_words_of_his_own()
    {
        var input = Json.Parse($$$"""{"job":"{{{Guid.NewGuid()}}}","url":"https://example.org/","body":{"type":"job.succeeded"}}""");
        var result = await Grain(Guid.NewGuid()).Submit(new JobSpec { Kind = "webhook", Input = input });
        Assert.Equal("kind", Assert.Single(Assert.IsType<SubmitResult.Invalid>(result).Errors).Field);

        var delivery = await Delivery(await _host.Run(Noop));
        Assert.Equal("input", Assert.Single(Assert.IsType<ChangeResult.Invalid>(await Grain(delivery.Id).Retry(input)).Errors).Field);
        await Grain(delivery.Id).Retry(null);
        await _host.End(delivery.Id);
        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Equal(Told(_receiver.Requests.First()).GetRawText(), Told(_receiver.Requests.Last()).GetRawText());
    }

    private Task<EngineHost> Start(Action<PushOptions>? configure = null) => EngineHost.Start(_store, services =>
    {
        services.AddSingleton<IPushClient>(_receiver);
        services.AddJob<EchoJob>("talk");
        services.Configure<PushOptions>(options =>
        {
            options.Secrets = [Secret];
            configure?.Invoke(options);
        });
    });

    private async Task Restart(FakePushClient receiver, Action<PushOptions>? configure = null)
    {
        await _host.DisposeAsync();
        _receiver = receiver;
        _host = await Start(configure);
    }

    private IJobGrain Grain(Guid id) => _host.Grains.GetGrain<IJobGrain>(id);

    /// <summary>The delivery when it has ended.</summary>
    private async Task<Job> Delivery(Job job, int number = 1)
    {
        var id = JobId.OfDelivery(job.Id, job.CreatedAt, number);
        while (!_store.Rows.Any(row => row.Id == id)) await Task.Yield();
        return await _host.End(id);
    }

    /// <summary>The delivery when its first attempt has failed.</summary>
    private async Task<Job> Failing(Job job)
    {
        var id = JobId.OfDelivery(job.Id, job.CreatedAt, 1);
        Job? delivery;
        do delivery = await Grain(id).WaitForEnd(TimeSpan.FromMilliseconds(10));
        while (delivery is not { Attempts: [{ EndedAt: not null }] });
        return delivery;
    }

    private static JsonElement Told(PushRequest request) => JsonElement.Parse(Encoding.UTF8.GetString(request.Body!.Value.AsSpan()));

    private sealed class EchoJob : IJobHandler<string, string>
    {
        public Task<string> RunAsync(string input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}

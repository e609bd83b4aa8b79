using OrleansJobs.Client;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>A worker of the .NET client, when the service dies and comes back.</summary>
public sealed class WorkerRestartTests
{
    [Fact]
    public async Task A_worker_ends_its_job_in_its_first_attempt_and_gets_the_next_when_the_service_was_killed()
    {
        using var data = new TempDirectory();
        await using var killed = await ServiceProcess.Start(data.Path);
        var address = killed.Http.BaseAddress!;
        using var client = new OrleansJobsClient(new HttpClient { BaseAddress = address });
        await client.Kinds.Put("crop", new KindSpec { Queue = "crop" });
        var (begun, over) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        using var stop = new CancellationTokenSource();
        var running = new JobWorker(client, "crop", new JobWorkerOptions { LeaseFor = TimeSpan.FromMinutes(2) }).Handle("crop", async (_, lost) =>
        {
            begun.TrySetResult();
            return await over.Task.WaitAsync(lost);
        }).Run(stop.Token);
        var job = await client.Jobs.Submit(new JobSpec("crop"));
        await begun.Task;

        await killed.Kill();
        over.SetResult("done");
        await using var started = await ServiceProcess.StartAgain(data.Path, address);
        Assert.Equal("done", await client.Jobs.Result<string>(job.Id));
        Assert.Equal([AttemptOutcome.Succeeded], (await client.Jobs.Get(job.Id)).Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal("done", await client.Jobs.Result<string>((await client.Jobs.Submit(new JobSpec("crop"))).Id));
        await stop.CancelAsync();
        await running;
    }
}

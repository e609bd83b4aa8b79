using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Client;

namespace OrleansJobs.Tests.Client;

/// <summary>The examples of docs/client.md, as they stand there.</summary>
internal static class ClientExamples
{
    public static async Task<Size?> First()
    {
        using var client = new OrleansJobsClient(new Uri("http://127.0.0.1:5000"));
        var job = await client.Jobs.Submit(new JobSpec("images.resize") { Priority = 5 }.WithInput(new Picture("a.png"), PictureJson.Default.Picture));
        var size = await client.Jobs.Result(job.Id, PictureJson.Default.Size, timeout: TimeSpan.FromMinutes(1));
        return size;
    }

    public static async Task<int> Many(OrleansJobsClient client, string[] names)
    {
        var outcomes = await client.Jobs.SubmitMany(names.Select(name => new JobSpec("images.resize").WithInput(new Picture(name), PictureJson.Default.Picture)));
        var refused = outcomes.Where(outcome => outcome.Problem is not null).ToList();
        return outcomes.Count - refused.Count;
    }

    public static async Task Watch(OrleansJobsClient client, Job job)
    {
        await foreach (var told in client.Jobs.Events(job.Id))
        {
            if (told is JobEvent.Progressed { Progress: var progress }) Console.WriteLine($"{progress.Fraction:P0} {progress.Message}");
        }
    }

    public static async Task Cancel(OrleansJobsClient client, Job job)
    {
        try
        {
            await client.Jobs.Cancel(job.Id, "not needed any more");
        }
        catch (OrleansJobsException error) when (error.IsConflict)
        {
            Console.WriteLine($"Too late: {error.Detail}");
        }
    }

    public static async Task Work(OrleansJobsClient client, CancellationToken stopping)
    {
        var worker = new JobWorker(client, "images", new JobWorkerOptions { Concurrency = 8 })
            .Handle("images.resize", async (LeasedJob job, CancellationToken stop) =>
            {
                var picture = job.ReadInput(PictureJson.Default.Picture);
                var length = await job.Step("fetch", () => Fetch(picture.Url, stop), PictureJson.Default.Int32);
                job.Progress(0.5, "fetched");
                job.Log($"got {length} bytes");
                return new Size(length, length);
            }, PictureJson.Default.Size);
        await worker.Run(stopping);
    }

    public static async Task<Guid> Keys(OrleansJobsClient client)
    {
        var made = await client.ApiKeys.Create(new ApiKeySpec { Name = "billing", Scopes = ["jobs:submit", "jobs:read"] });
        // made.Key is told this once
        await client.ApiKeys.Revoke(made.Info.Id);
        return made.Info.Id;
    }

    public static void Register(HostApplicationBuilder builder, Uri address)
    {
        builder.Services.AddOrleansJobsClient(options => options.Address = address);
        builder.Services.AddOrleansJobsWorker("images", worker => worker.Handle("images.ping", (job, stop) => Task.CompletedTask));
    }

    private static Task<int> Fetch(string url, CancellationToken stop) => Task.FromResult(url.Length);
}

internal sealed record Picture(string Url);

internal sealed record Size(int Width, int Height);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Picture))]
[JsonSerializable(typeof(Size))]
[JsonSerializable(typeof(int))]
internal sealed partial class PictureJson : JsonSerializerContext;

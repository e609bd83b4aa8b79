using OrleansJobs;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;

var builder = WebApplication.CreateBuilder(args);
builder.AddOrleansJobs(jobs => jobs.AddJob<ResizeImage>("images.resize"));

var app = builder.Build();
app.MapPost("/orders/{id}", async (string id, IJobs jobs) =>
    (await jobs.Submit<ResizeImage>(new ResizeInput { Url = $"https://example.org/{id}.png" }, key: id)).Id);
app.MapOrleansJobs("/ops");
app.Run();

public sealed record ResizeInput { public required string Url { get; init; } public int Width { get; init; } = 800; }

public sealed class ResizeImage(ILogger<ResizeImage> log) : IJobHandler<ResizeInput, string>
{
    public Task<string> RunAsync(ResizeInput input, JobContext context, CancellationToken cancellationToken)
    {
        log.LogInformation("Resizing {Url}", input.Url);
        return Task.FromResult($"{input.Url}?width={input.Width}");
    }
}

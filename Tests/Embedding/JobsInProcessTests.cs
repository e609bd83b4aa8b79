using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Embedding;

/// <summary>Jobs submitted from within the program that runs them, which has no HTTP at all.</summary>
public sealed class JobsInProcessTests : IDisposable
{
    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_worker_without_HTTP_submits_and_runs_jobs()
    {
        using var worker = await Start();
        var jobs = worker.Services.GetRequiredService<IJobs>();
        var job = await jobs.Submit<ResizeImage>(new ResizeInput { Url = "a.png" }, job => job with { Lane = "shop-1", Tags = ["new"] });
        var ended = await jobs.WaitForEnd(job.Id);
        Assert.Equal((JobState.Succeeded, "shop-1", "a.png 800"), (ended!.State, ended.Lane, ended.Result!.Read<string>()));
        Assert.Equal(job.Id, (await jobs.Get(job.Id))!.Id);
        Assert.Null(await jobs.Get(Guid.NewGuid()));
        Assert.Null(await jobs.WaitForEnd(Guid.NewGuid()));

        var later = await jobs.Submit<ResizeImage>(new { url = "b.png" }, job => job with { Delay = TimeSpan.FromHours(1) });
        Assert.IsType<ChangeResult.Conflict>(await jobs.Retry(later.Id));
        Assert.IsType<ChangeResult.Changed>(await jobs.Cancel(later.Id, "sold"));
        Assert.IsType<ChangeResult.Changed>(await jobs.Retry(later.Id));
        Assert.Equal(JobState.Succeeded, (await jobs.WaitForEnd(later.Id))!.State);
        await worker.StopAsync();
    }

    [Fact]
    public async Task Under_one_key_there_is_one_job()
    {
        using var worker = await Start();
        var jobs = worker.Services.GetRequiredService<IJobs>();
        var first = await jobs.Submit<ResizeImage>(new ResizeInput { Url = "a.png" }, key: "order-1");
        Assert.Equal(first.Id, (await jobs.Submit<ResizeImage>(new ResizeInput { Url = "a.png" }, key: "order-1")).Id);
        var refused = await Assert.ThrowsAsync<JobRefusedException>(() => jobs.Submit<ResizeImage>(new ResizeInput { Url = "b.png" }, key: "order-1"));
        Assert.IsType<SubmitResult.KeyReused>(refused.Refusal);
        await worker.StopAsync();
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_by_field()
    {
        using var worker = await Start();
        var jobs = worker.Services.GetRequiredService<IJobs>();
        Assert.Contains("url", (await Assert.ThrowsAsync<JobRefusedException>(() => jobs.Submit<ResizeImage>())).Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<JobRefusedException>(() => jobs.Submit<ResizeImage>(new { url = "a.png", height = 5 }));
        Assert.Equal("input", Assert.Single(Assert.IsType<SubmitResult.Invalid>(refused.Refusal).Errors).Field);
        await Assert.ThrowsAsync<JobRefusedException>(() => jobs.Submit(new JobSpec { Kind = "nothing" }));
        Assert.Contains("AddJob<Unregistered>", (await Assert.ThrowsAsync<InvalidOperationException>(() => jobs.Submit<Unregistered>())).Message, StringComparison.Ordinal);
        Assert.Contains("twice.a, twice.b", (await Assert.ThrowsAsync<InvalidOperationException>(() => jobs.Submit<Twice>())).Message, StringComparison.Ordinal);
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_silo_that_the_program_has_runs_jobs_too()
    {
        using var worker = await Start(builder => builder.UseOrleans(silo => silo
            .UseLocalhostClustering(ServiceProcess.FreePort(), ServiceProcess.FreePort(), serviceId: "shop", clusterId: "shop-1")));
        Assert.Equal("shop-1", worker.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId);
        var jobs = worker.Services.GetRequiredService<IJobs>();
        var job = await jobs.Submit<ResizeImage>(new ResizeInput { Url = "a.png" });
        Assert.Equal(JobState.Succeeded, (await jobs.WaitForEnd(job.Id))!.State);
        await worker.StopAsync();
    }

    [Fact]
    public void Without_settings_each_application_has_data_of_its_own()
    {
        var folders = new[] { "Shop", "Mail" }.Select(name =>
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = name });
            builder.AddOrleansJobs();
            using var host = builder.Build();
            return host.Services.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory;
        });
        Assert.Equal([Path.Combine(new StorageOptions().DataDirectory, "Shop"), Path.Combine(new StorageOptions().DataDirectory, "Mail")], folders);
    }

    private async Task<IHost> Start(Action<IHostApplicationBuilder>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("OrleansJobs:Storage:DataDirectory", _data.Path)]);
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        builder.AddOrleansJobs(jobs => jobs.AddJob<ResizeImage>("images.resize").AddJob<Twice>("twice.a").AddJob<Twice>("twice.b"));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Unregistered : IJobHandler<NoInput, NoInput>
    {
        public Task<NoInput> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }

    private sealed class Twice : IJobHandler<NoInput, NoInput>
    {
        public Task<NoInput> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) => Task.FromResult(input);
    }
}

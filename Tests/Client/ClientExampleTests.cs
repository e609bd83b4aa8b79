using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>The examples of docs/client.md are compiled as they stand there, and do what the page says.</summary>
[Collection(nameof(ClientService))]
public sealed class ClientExampleTests(ClientService service)
{
    [Fact]
    public async Task Every_example_of_the_page_is_compiled()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "client.md"));
        var compiled = Plain(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Tests", "Client", "ClientExamples.cs")));
        var examples = Regex.Matches(page, "```csharp\n(?<code>[^`]*)```");
        Assert.Equal(7, examples.Count);
        Assert.All(examples, example => Assert.Contains(Plain(example.Groups["code"].Value), compiled, StringComparison.Ordinal));

        static string Plain(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public async Task The_examples_run()
    {
        using var client = service.NewClient();
        await client.Kinds.Put("images.resize", new KindSpec { Queue = "images" });
        await client.Kinds.Put("images.ping", new KindSpec { Queue = "images" });
        using var stop = new CancellationTokenSource();
        var running = ClientExamples.Work(client, stop.Token);
        Assert.Equal(2, await ClientExamples.Many(client, ["a.png", "b.png"]));
        var job = await client.Jobs.Submit(new JobSpec("images.resize").WithInput(new Picture("c.png"), PictureJson.Default.Picture));
        Assert.Equal(new Size(5, 5), await client.Jobs.Result(job.Id, PictureJson.Default.Size));
        Assert.Equal("got 5 bytes", (await client.Jobs.Logs(job.Id).SingleAsync()).Text);
        await ClientExamples.Watch(client, job);
        await ClientExamples.Cancel(client, job);
        Assert.DoesNotContain(await ClientExamples.Keys(client), (await client.ApiKeys.List()).Select(key => key.Id));
        await stop.CancelAsync();
        await running;

        var builder = Host.CreateEmptyApplicationBuilder(null);
        ClientExamples.Register(builder, service.Address);
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Equal(JobState.Succeeded, (await client.Jobs.WaitForEnd((await client.Jobs.Submit(new JobSpec("images.ping"))).Id)).State);
        await host.StopAsync();
    }
}

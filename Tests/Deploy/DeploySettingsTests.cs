using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Hosting;
using OrleansJobs.WebFrontend.Queues;
using OrleansJobs.WebFrontend.Replies;
using Xunit;

namespace OrleansJobs.Tests.Deploy;

/// <summary>
/// What deploy/ sets, the processes have and accept: a mistyped variable would be passed over in silence, as the environment is
/// full of variables of others. The section "Cluster" is checked in Orleans builds, which alone have it.
/// </summary>
public sealed partial class DeploySettingsTests
{
    private static readonly string[] OfTheFramework = ["Urls", "Logging:Format", "ConnectionStrings:OrleansJobs"];

    [Theory]
    [InlineData("web.Containerfile", "web", 2)]
    [InlineData("silo.Containerfile", "silo", 1)]
    [InlineData("compose.yaml", "web", 5)]
    [InlineData("compose.yaml", "silo", 5)]
    [InlineData("kubernetes/web.yaml", "web", 3)]
    [InlineData("kubernetes/silos.yaml", "silo", 6)]
    [InlineData("systemd/orleansjobs.service", "web", 3)]
    public async Task The_process_has_and_accepts_every_setting(string file, string part, int count)
    {
        var settings = DeployFiles.Settings(file, part);
        Assert.Equal(count, settings.Count);
        await Check(settings, part);
    }

    [Theory]
    [InlineData("Storage:Provder", "Sqlite")]
    [InlineData("Storage:Provider", "Sqlit")]
    [InlineData("Urls", "http://0.0.0.0:5000")]
    [InlineData("Strage:Provider", "Sqlite")]
    [InlineData("ConnectionStrings:OrleansJob", "Host=a")]
    public async Task A_wrong_one_would_be_found(string key, string value) =>
        await Assert.ThrowsAnyAsync<Exception>(() => Check(new() { [key] = value }, "web"));

    [Fact]
    public void What_the_silos_are_scaled_by_is_in_the_answer_that_is_asked_for()
    {
        var status = QueueStatus.Of("default", new QueueSettings(), 1) with { Depth = new QueueDepth { Scheduled = 0, Queued = 7, Running = 0 } };
        var answer = JsonSerializer.SerializeToElement(QueueView.Of(status), ApiJson.Default.QueueView);
        var path = ValueLocation().Match(DeployFiles.Text("kubernetes/scaling.yaml")).Groups["path"].Value;
        Assert.Equal(7, path.Split('.').Aggregate(answer, (element, member) => element.GetProperty(member)).GetInt32());
    }

    [Theory]
    [InlineData("web.Containerfile")]
    [InlineData("silo.Containerfile")]
    [InlineData("compose.yaml")]
    [InlineData("kubernetes/web.yaml")]
    [InlineData("kubernetes/silos.yaml")]
    public void Files_that_are_named_are_there_and_nobody_is_root(string file)
    {
        var text = DeployFiles.Text(file);
        foreach (Match named in RepositoryFile().Matches(text)) Assert.True(File.Exists(Path.Combine(Repository.Root, named.Value)), named.Value);
        Assert.Matches("USER \\$APP_UID|read_only: true|runAsNonRoot: true", text);
    }

    private static async Task Check(Dictionary<string, string?> settings, string part)
    {
        var builder = WebApplication.CreateSlimBuilder(["--Logging:LogLevel:Default", "None"]);
        builder.Configuration.AddInMemoryCollection(settings);
        if (part == "silo")
        {
            builder.AddSilo();
        }
        else
        {
            builder.AddGrains();
            builder.AddWebFrontend();
        }

        await using var app = builder.Build();
        app.Services.CheckSections();
        string[] sections = ["Cluster", .. app.Services.GetServices<KnownSection>().Select(section => section.Name)];
        Assert.All(settings.Keys.Except(OfTheFramework), key => Assert.Contains(key.Split(':')[0], sections));
    }

    [GeneratedRegex("valueLocation: (?<path>\\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ValueLocation();

    [GeneratedRegex("deploy/[\\w./-]+\\w")]
    private static partial Regex RepositoryFile();
}

using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Packages;

/// <summary>What is packed is restored, from a folder, into a program that is no part of this repository, and runs jobs.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Packed => Path.Combine(_directory.Path, "packed");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_program_made_from_the_template_restores_the_packages_and_runs_a_job()
    {
        await DotnetProgram.Pack("OrleansJobs.sln", Packed);
        var template = Assert.Single(Directory.GetFiles(Packed, "OrleansJobs.Templates.*.nupkg"));
        string[] hive = ["--debug:custom-hive", Path.Combine(_directory.Path, "templates")];
        await DotnetProgram.Run(_directory.Path, ["new", "install", template, .. hive]);
        await DotnetProgram.Run(_directory.Path, ["new", "orleansjobs", "--name", "Shop", .. hive]);

        var shop = Path.Combine(_directory.Path, "Shop");
        UseClient(shop);
        // Only the packages of this repository are new: all others are where the solution has restored them.
        await DotnetProgram.Run(
            shop, "build", $"-p:RestoreAdditionalProjectSources={Packed}", $"-p:RestorePackagesPath={Path.Combine(_directory.Path, "restored")}",
            $"-p:RestoreFallbackFolders={Restored}", "-warnaserror");
        await Runs(Path.Combine(shop, "bin", "Debug", "net10.0", "Shop.dll"));
    }

    [Fact]
    public void The_docs_have_the_templates_program() => Assert.Contains(
        File.ReadAllText(Path.Combine(Repository.Root, "templates", "content", "Program.cs")),
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "embedding.md")),
        StringComparison.Ordinal);

    private static string Restored { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Lets the program have the client's package too, and use it.</summary>
    private static void UseClient(string shop)
    {
        var project = Path.Combine(shop, "Shop.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace(
            "</ItemGroup>", """<PackageReference Include="OrleansJobs.Client" Version="0.1.0" /></ItemGroup>""", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(shop, "Orders.cs"), "internal sealed class Orders(Uri url) { public OrleansJobs.Client.OrleansJobsClient Server { get; } = new(url); }");
    }

    private async Task Runs(string program)
    {
        var url = new Uri($"http://127.0.0.1:{ServiceProcess.FreePort()}");
        using var shop = DotnetProgram.Start("dotnet", _directory.Path, program, $"--urls={url}", $"--OrleansJobs:Storage:DataDirectory={Path.Combine(_directory.Path, "data")}");
        try
        {
            while (await shop.StandardOutput.ReadLineAsync().WaitAsync(DotnetProgram.Patience) is { } line && !line.Contains("Application started", StringComparison.Ordinal))
            {
            }

            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
            using var ordered = await http.PostAsync(new Uri("/orders/17", UriKind.Relative), null);
            var id = await ordered.Content.ReadFromJsonAsync<Guid>();
            var job = await http.GetFromJsonAsync<JsonElement>($"/ops/jobs/{id}?wait=60s");
            Assert.Equal("https://example.org/17.png?width=800", job.GetProperty("result").GetString());

            // As the program does not limit the time of matches, which is its own to do.
            using var patterned = await http.PutAsJsonAsync(new Uri("/ops/kinds/mail", UriKind.Relative), new { inputSchema = new { pattern = "^(a+)+$" } });
            Assert.Contains("must not contain patterns", await patterned.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            shop.Kill();
            await shop.WaitForExitAsync();
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The service with encryption at rest, and without the key.</summary>
public sealed class EncryptionTests : IDisposable
{
    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_job_runs_on_what_is_sealed_and_without_the_key_is_shown_by_an_error_until_it_is_back()
    {
        Guid id;
        await using (var service = await ServiceProcess.Start(_data.Path, KeyOf("k1")))
        {
            id = await Submit(service);
            await Submit(service, delay: "PT1H");
            var job = await service.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=30s");
            Assert.Equal(("succeeded", "PT0S"), (job.GetProperty("state").GetString(), job.GetProperty("input").GetProperty("duration").GetString()));
            Assert.Equal(0, await service.Stop());
        }

        await using (var service = await ServiceProcess.Start(_data.Path, KeyOf("k2")))
        {
            var refused = await service.Http.GetAsync($"/jobs/{id}");
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("/problems/sealed", problem.GetProperty("type").GetString());
            Assert.Contains("\"k1\"", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(2, (await service.Http.GetFromJsonAsync<JsonElement>("/jobs")).GetProperty("jobs").GetArrayLength());
            Assert.Equal(0, await service.Stop());
        }

        await using var back = await ServiceProcess.Start(_data.Path, [.. KeyOf("k2"), KeyOf("k1")[0]]);
        Assert.Equal("succeeded", (await back.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}")).GetProperty("state").GetString());
    }

    private static string[] KeyOf(string id) => [$"--Storage:Encryption:Keys:{id}={Keys.Of(id)}", $"--Storage:Encryption:Key={id}"];

    private static async Task<Guid> Submit(ServiceProcess service, string? delay = null)
    {
        var answer = await service.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", input = new { duration = "PT0S" }, delay });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}

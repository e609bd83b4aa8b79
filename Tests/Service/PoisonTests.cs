using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OrleansJobs.Tests.Service;

/// <summary>A job that kills its process, among innocent ones, under somebody who always starts the process again.</summary>
public sealed class PoisonTests(ITestOutputHelper output) : IDisposable
{
    private const int Neighbours = 100;
    private readonly TempDirectory _data = new();
    private int _deaths;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_job_that_kills_its_process_is_found_out_and_its_neighbours_succeed()
    {
        var ids = await Submit();
        var jobs = await WhenAllHaveEnded(ids);
        var killer = jobs[^1];
        Assert.Equal("failed", killer.GetProperty("state").GetString());
        Assert.Equal("poison", killer.GetProperty("error").GetProperty("type").GetString());

        // Two deaths make it a suspect, with all who ran beside it; three on its own prove it.
        Assert.Equal(5, Crashes(killer));
        Assert.All(jobs[..^1], job => Assert.Equal("succeeded", job.GetProperty("state").GetString()));
        Assert.InRange(jobs[..^1].Max(Crashes), 1, 2);
        Assert.Equal(5, _deaths);
        output.WriteLine($"{_deaths} deaths; {jobs[..^1].Count(job => Crashes(job) > 0)} of {Neighbours} neighbours ran at one of them");
    }

    private async Task<List<Guid>> Submit()
    {
        await using var service = await ServiceProcess.Start(_data.Path);
        // All are due at once, so that the last neighbours have just begun when the killer does; and after the answer, so that their ids are known.
        var neighbour = """{"kind":"sleep","input":{"duration":"PT0.1S"},"delay":"PT1S"}""";
        using var body = new StringContent($"[{string.Concat(Enumerable.Repeat(neighbour + ",", Neighbours))}{{\"kind\":\"kill\",\"delay\":\"PT1S\"}}]", Encoding.UTF8, "application/json");
        using var response = await service.Http.PostAsync(new Uri("/jobs/batch", UriKind.Relative), body);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var ids = answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
        await service.WhenEnded();
        _deaths++;
        return ids;
    }

    private async Task<List<JsonElement>> WhenAllHaveEnded(List<Guid> ids)
    {
        while (_deaths < 10)
        {
            try
            {
                await using var service = await ServiceProcess.Start(_data.Path);
                var jobs = new List<JsonElement>();
                foreach (var id in ids) jobs.Add(await service.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=60s"));
                return jobs;
            }
            catch (Exception error) when (error is HttpRequestException or IOException or InvalidOperationException)
            {
                // It died while it answered, or before it was ready.
                _deaths++;
            }
        }

        throw new TimeoutException("The process is killed again and again.");
    }

    private static int Crashes(JsonElement job) =>
        job.GetProperty("attempts").EnumerateArray().Count(attempt => attempt.GetProperty("outcome").GetString() == "crashed");
}

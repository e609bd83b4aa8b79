using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>The worker that docs/workers.md shows does what the page says.</summary>
public sealed class PythonWorkerTests : RunningService
{
    [ProgramFact("python3")]
    public async Task The_worker_of_the_page_runs_jobs()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "workers.md"));
        var program = Regex.Match(page, "```python\n(?<program>[^`]*)```").Groups["program"].Value;
        using (var made = await Service.Http.PutAsJsonAsync("/kinds/thumbnail", new { queue = "images" })) Assert.True(made.IsSuccessStatusCode);
        var good = await Submit(new { url = "12345" });
        var bad = await Submit(new { uri = "" });
        using var worker = Process.Start(new ProcessStartInfo("python3", ["-c", program])
        {
            Environment = { ["ORLEANSJOBS_URL"] = Service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) },
        })!;
        try
        {
            Assert.Equal(5, (await End(good)).GetProperty("result").GetProperty("width").GetInt32());
            Assert.Equal("KeyError", (await End(bad)).GetProperty("error").GetProperty("type").GetString());
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync();
        }
    }

    private async Task<Guid> Submit(object input)
    {
        using var response = await Service.Http.PostAsJsonAsync("/jobs", new { kind = "thumbnail", input, retry = new { maxAttempts = 1 } });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private Task<JsonElement> End(Guid id) => Service.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=30s");
}

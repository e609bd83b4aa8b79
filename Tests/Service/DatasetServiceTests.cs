using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Grains.Datasets;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Datasets of the whole service over its ends and starts.</summary>
public sealed class DatasetServiceTests : IDisposable
{
    private static readonly Uri States = new("/datasets/small/stats/states_mean?question=How%20many%3F", UriKind.Relative);

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_upload_that_was_answered_is_there_after_a_kill()
    {
        string tag;
        await using (var first = await ServiceProcess.Start(_data.Path))
        {
            using var csv = new StringContent(SampleCsv.Small, MediaTypeHeaderValue.Parse("text/csv"));
            Assert.Equal(HttpStatusCode.Created, (await first.Http.PutAsync(new Uri("/datasets/small", UriKind.Relative), csv)).StatusCode);
            tag = (await first.Http.GetAsync(States)).Headers.ETag!.Tag;
            await first.Kill();
        }

        await using var second = await ServiceProcess.Start(_data.Path);
        var answer = await second.Http.GetAsync(States);
        Assert.Equal("""{"Ohio":1.5,"Utah":4}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(tag, answer.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task The_default_dataset_is_read_from_the_configured_file()
    {
        await using var service = await ServiceProcess.Start(_data.Path, $"--Datasets:Path={await Write(SampleCsv.Small)}");
        Assert.Equal("""["Ohio","Utah"]""", await service.Http.GetStringAsync(new Uri("/datasets/default/locations", UriKind.Relative)));
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_stops_the_start_with_one_line()
    {
        var file = await Write(SampleCsv.Header + "Ohio,q,x,,\n");
        var (code, output) = await ServiceProcess.RunToEnd($"--Storage:DataDirectory={_data.Path}", $"--Datasets:Path={file}");
        Assert.Equal((2, $"orleansjobs cannot start: Datasets:Path: \"{file}\" cannot be used. Line 2, column Data_Value: \"x\" is not a number."), (code, output));
        (code, output) = await ServiceProcess.RunToEnd($"--Storage:DataDirectory={_data.Path}", $"--Datasets:Path={file}.none");
        Assert.Equal((2, $"orleansjobs cannot start: Datasets:Path: \"{file}.none\" is not allowed; it must be a CSV file that exists."), (code, output));
    }

    [Fact]
    public async Task Sixteen_clients_at_once_get_the_answers_to_their_own_questions()
    {
        await using var service = await ServiceProcess.Start(_data.Path);
        var naive = new NaiveStatistics(SampleCsv.Text);
        var (questions, locations) = (naive.Questions.ToList(), naive.Locations.ToList());
        var faults = await Task.WhenAll(Enumerable.Range(0, 16).Select(async caller =>
        {
            for (var i = 0; i < 20; i++)
            {
                var (statistic, question) = (DatasetStatistics.All[(caller + i) % 9], questions[(caller * 7 + i) % 9]);
                var state = locations[(caller * 11 + i * 3) % 55];
                var answer = await Ask(service.Http, statistic, question, state);
                if (StatisticCheck.Difference(naive, statistic, question, state, answer) is { } difference) return $"{statistic} {question} {state}: {difference}";
            }

            return null;
        }));
        Assert.All(faults, Assert.Null);
    }

    // As clients of the older service do: a job, and its number until it is done. Null when there is no data.
    private static async Task<Json?> Ask(HttpClient http, DatasetStatistic statistic, string question, string state)
    {
        object input = statistic.IsOfState() ? new { question, state } : new { question };
        using var submitted = await http.PostAsJsonAsync(new Uri($"/api/{statistic.Name()}", UriKind.Relative), input);
        var number = (await submitted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64();
        while (true)
        {
            var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/get_results/{number}", UriKind.Relative));
            switch (answer.GetProperty("status").GetString())
            {
                case "done": return Json.Parse(answer.GetProperty("data").GetRawText());
                case "error": return null;
            }
        }
    }

    private async Task<string> Write(string csv)
    {
        var file = Path.Combine(_data.Path, "table.csv");
        await File.WriteAllTextAsync(file, csv);
        return file;
    }
}

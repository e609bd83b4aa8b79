using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Grains.Datasets;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Tests.WebFrontend.Requests;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Datasets;

/// <summary>The routes of datasets over the real grains.</summary>
public sealed class DatasetEndpointTests(DatasetHost host) : WebService, IClassFixture<DatasetHost>
{
    private const string Obesity = "Percent of adults aged 18 years and older who have obesity";

    private readonly string _name = $"test-{Guid.NewGuid():N}";

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(host.Grains);
        builder.Services.AddSingleton<IIdSource>(new NewIds());
    }

    [Fact]
    public async Task An_upload_is_created_then_replaced()
    {
        var created = await Put(_name, SampleCsv.Small);
        Assert.Equal(3, (await ReadJson(created, 201)).GetProperty("rows").GetInt32());
        Assert.Equal($"/datasets/{_name}", created.Headers.Location?.ToString());
        Assert.Equal(20_924, (await ReadJson(await Put(_name, SampleCsv.Text), 200)).GetProperty("rows").GetInt32());
        var report = await ReadJson(await Get($"/datasets/{_name}"), 200);
        Assert.Equal((9, 55, "upload"), (report.GetProperty("questions").GetInt32(), report.GetProperty("locations").GetInt32(), report.GetProperty("source").GetString()));
        var names = (await ReadJson(await Get("/datasets"), 200)).GetProperty("datasets").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ToList();
        Assert.Contains(_name, names);
        Assert.Contains("default", names);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_upload_is_read(string coding)
    {
        var path = new Uri($"/datasets/{_name}", UriKind.Relative);
        var report = await ReadJson(await Client.PutAsync(path, ContentCodingTests.Compressed(SampleCsv.Text, coding, "text/csv")), 201);
        Assert.Equal(20_924, report.GetProperty("rows").GetInt32());
        await ReadProblem(await Client.PutAsync(path, ContentCodingTests.Compressed(SampleCsv.Small, "gzip, br", "text/csv")), 415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_question_is_read(string coding)
    {
        var question = ContentCodingTests.Compressed(JsonSerializer.Serialize(new { question = Obesity }), coding);
        await ReadJson(await Client.PostAsync(new Uri("/api/states_mean", UriKind.Relative), question), 200);
    }

    [Fact]
    public async Task A_fault_of_an_upload_is_named_and_the_old_data_stays()
    {
        await Put(_name, SampleCsv.Small);
        var problem = await ReadProblem(await Put(_name, SampleCsv.Small + "Iowa,q,x,,\n"), 422, "invalid-csv");
        Assert.Equal("Line 5, column Data_Value: \"x\" is not a number. Nothing was changed.", problem.GetProperty("detail").GetString());
        Assert.Equal("line 5: \"x\" is not a number", FieldError(problem, "Data_Value"));
        await ReadProblem(await Put(_name, ""), 422, "invalid-csv");
        Assert.Equal("""["Ohio","Utah"]""", (await ReadJson(await Get($"/datasets/{_name}/locations"), 200)).GetRawText());
        Assert.Equal("""["How many?"]""", (await ReadJson(await Get($"/datasets/{_name}/questions"), 200)).GetRawText());
    }

    [Fact]
    public async Task An_upload_that_breaks_off_changes_nothing()
    {
        await Put(_name, SampleCsv.Small);
        await HangUp($"PUT /datasets/{_name} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 5000\r\n\r\n{SampleCsv.Header}Iowa,q,1,,\n");
        await HangUp($"PUT /datasets/{_name} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n4c\r\n{SampleCsv.Header}");
        Assert.Equal("""["Ohio","Utah"]""", (await ReadJson(await Get($"/datasets/{_name}/locations"), 200)).GetRawText());
    }

    [Fact]
    public async Task What_is_no_CSV_and_what_can_be_no_name_is_refused()
    {
        await ReadProblem(await Put("a b", SampleCsv.Small), 422, "invalid-request");
        await ReadProblem(await Put(new string('x', 101), SampleCsv.Small), 422, "invalid-request");
        await ReadProblem(await Put(_name, SampleCsv.Small, "application/json"), 415, "unsupported-media-type");
        await ReadProblem(await Put(_name, SampleCsv.Small, null), 415, "unsupported-media-type");
        await ReadProblem(await Get($"/datasets/{_name}"), 404, "dataset-not-found");
        App.Lifetime.StopApplication();
        await ReadProblem(await Put(_name, SampleCsv.Small), 503, "draining");
    }

    [Theory]
    [InlineData("\"How\nmany,\tof\r\nthem?\"", "How\nmany,\tof\r\nthem?")]
    [InlineData("\"Wie viele \"\"Ärzte\"\"?\"", "Wie viele \"Ärzte\"?")]
    public async Task What_can_be_uploaded_can_be_asked(string inFile, string question)
    {
        await ReadJson(await Put(_name, SampleCsv.Header + $"\"New\nYork\",{inFile},3,a,b\n"), 201);
        var path = $"/datasets/{_name}/stats/state_mean?state=New%0AYork&question={Uri.EscapeDataString(question)}";
        Assert.Equal("""{"New\nYork":3}""", (await ReadJson(await Get(path), 200)).GetRawText());
    }

    [Fact]
    public async Task Statistics_are_answered_in_their_order_and_not_again_to_who_has_them()
    {
        await Put(_name, SampleCsv.Small);
        var path = $"/datasets/{_name}/stats/diff_from_mean?question=How%20many%3F";
        var answer = await Get(path);
        Assert.Equal("""{"Ohio":0.8333333333333335,"Utah":-1.6666666666666665}""", (await ReadJson(answer, 200)).GetRawText());
        var tag = answer.Headers.ETag!.ToString();
        var again = await Get(path, ("If-None-Match", tag));
        Assert.Equal((304, tag), ((int)again.StatusCode, again.Headers.ETag!.ToString()));
        await Put(_name, SampleCsv.Small + "Iowa,How many?,8,,\n");
        Assert.Equal(3, (await ReadJson(await Get(path, ("If-None-Match", tag)), 200)).EnumerateObject().Count());
        Assert.Equal("""{"Ohio":1.5}""", (await ReadJson(await Get($"/datasets/{_name}/stats/state_mean?question=How%20many%3F&state=Ohio"), 200)).GetRawText());
    }

    [Theory]
    [InlineData("default/stats/states_mean", 400, "invalid-query")]
    [InlineData("default/stats/states_mean?question=Why", 400, "invalid-query")]
    [InlineData("default/stats/state_mean?question=" + Obesity, 400, "invalid-query")]
    [InlineData("default/stats/state_mean?question=" + Obesity + "&state=ohio", 400, "invalid-query")]
    [InlineData("default/stats/state_mean?question=a&question=b", 400, "invalid-query")]
    [InlineData("default/stats/states_mean?question=a&year=1", 400, "invalid-query")]
    [InlineData("default/stats/median?question=" + Obesity, 404, "statistic-not-found")]
    [InlineData("none/stats/states_mean?question=" + Obesity, 404, "dataset-not-found")]
    [InlineData("a%20b/stats/states_mean?question=" + Obesity, 404, "dataset-not-found")]
    [InlineData("none", 404, "dataset-not-found")]
    [InlineData("none/questions", 404, "dataset-not-found")]
    [InlineData("none/locations", 404, "dataset-not-found")]
    public async Task A_bad_question_is_refused(string path, int status, string slug) =>
        await ReadProblem(await Get($"/datasets/{path}"), status, slug);

    [Fact]
    public async Task A_pair_without_values_has_no_data() => await ReadProblem(
        await Get("/datasets/default/stats/state_mean?state=Virgin%20Islands&question=" + Uri.EscapeDataString(new NaiveStatistics(SampleCsv.Text).Questions.First(q => q.Contains("and engage in", StringComparison.Ordinal)))),
        404, "no-data");

    [Fact]
    public async Task A_job_is_started_in_the_older_form()
    {
        foreach (var statistic in DatasetStatistics.All)
        {
            var body = JsonSerializer.Serialize(new { question = Obesity, state = "Ohio", year = 2020 });
            var answer = await ReadJson(await Post($"/api/{statistic.Name()}", body), 200);
            var submitted = await host.Engine.Grains.GetGrain<IJobQueryGrain>(0).GetByNumber(answer.GetProperty("job_id").GetInt64());
            var job = await host.Engine.End(submitted!.Id);
            Assert.Equal((statistic.Kind(), JobState.Succeeded), (job.Kind, job.State));
        }
    }

    [Theory]
    [InlineData("{}", "question is required")]
    [InlineData("""{"question": null}""", "question is required")]
    [InlineData("""{"question": 5, "state": ["Ohio"]}""", "question must be a string; state must be a string")]
    [InlineData("""{"question": "Why?", "state": "Ohio"}""", "question is not one of the dataset's questions")]
    [InlineData("{\"question\": \"" + Obesity + "\"}", "state is required")]
    [InlineData("{\"question\": \"" + Obesity + "\", \"state\": \"Atlantis\"}", "state is not one of the dataset's locations")]
    [InlineData("[]", "The request has invalid fields.")]
    [InlineData("{", "Line 1, byte 2: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.")]
    public async Task A_bad_question_is_refused_in_the_older_form(string body, string reason)
    {
        var answer = await ReadJson(await Post("/api/state_mean", body), 400);
        Assert.Equal(("error", reason), (answer.GetProperty("status").GetString(), answer.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("question", "question is not one of the dataset's questions")]
    [InlineData("state", "state is not one of the dataset's locations")]
    public async Task A_text_of_a_megabyte_is_only_unknown(string field, string reason)
    {
        var texts = new Dictionary<string, string> { ["question"] = Obesity, ["state"] = "Ohio", [field] = new('x', 1 << 20) };
        var answer = await ReadJson(await Post("/api/state_mean", JsonSerializer.Serialize(texts)), 400);
        Assert.Equal(reason, answer.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task While_the_process_is_being_stopped_nothing_new_is_taken()
    {
        App.Lifetime.StopApplication();
        var answer = await ReadJson(await Post("/api/states_mean", JsonSerializer.Serialize(new { question = Obesity })), 503);
        Assert.Equal("shutting down", answer.GetProperty("reason").GetString());
    }

    /// <summary>Sends a request that is not whole and ends the connection; returns when the service has noticed.</summary>
    private async Task HangUp(string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        tcp.Client.Shutdown(SocketShutdown.Send);
        // Ends with the connection, in an orderly way or not.
        await Record.ExceptionAsync(() => stream.CopyToAsync(Stream.Null));
    }

    private Task<HttpResponseMessage> Put(string name, string csv, string? mediaType = "text/csv")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        return Client.PutAsync(new Uri($"/datasets/{Uri.EscapeDataString(name)}", UriKind.Relative), content);
    }

    private sealed class NewIds : IIdSource
    {
        public Guid NewId() => Guid.CreateVersion7();

        public Guid NewToken() => Guid.NewGuid();

        public long NewStamp() => 0;

        public double NextDouble() => 0;
    }
}

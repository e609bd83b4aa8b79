using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>Compressed bodies.</summary>
public sealed class ContentCodingTests : WebService
{
    private const string Job = """{"kind":"sleep"}""";

    protected override string[] Arguments => ["--Limits:RequestBody", "2000", "--Limits:BatchBody", "4000"];

    internal static HttpContent Compressed(string text, string coding, string mediaType = "application/json") =>
        Content(Compress(text, coding), coding, mediaType);

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    public async Task A_compressed_job_is_read(string coding)
    {
        await ReadJson(await Post("/jobs", Compressed(Job, coding)), 202);
        Assert.Equal("sleep", Assert.Single(Grains.Submitted).Spec.Kind);
    }

    [Theory]
    [InlineData("gzip", "application/json", $"[{Job},{Job}]")]
    [InlineData("br", "application/x-ndjson", $"{Job}\n{Job}")]
    public async Task A_compressed_batch_is_read(string coding, string mediaType, string body)
    {
        var reply = await ReadJson(await Post("/jobs/batch", Compressed(body, coding, mediaType)), 200);
        Assert.Equal(2, reply.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("/jobs", 2_000)]
    [InlineData("/jobs/batch", 4_000)]
    public async Task The_limit_is_of_the_decompressed_body(string path, int limit)
    {
        foreach (var coding in (string[])["gzip", "br"])
        {
            await ReadProblem(await Post(path, Compressed(new string(' ', limit + 1), coding)), 413, "body-too-large");
            await ReadProblem(await Post(path, Compressed(new string(' ', limit), coding)), 400, "malformed-json");
        }
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task Another_coding_is_415(string coding)
    {
        foreach (var path in (string[])["/jobs", "/jobs/batch", "/api/states_mean", "/api/token"])
        {
            var response = await Post(path, Content(Encoding.UTF8.GetBytes(Job), coding, "application/json"));
            await ReadProblem(response, 415, "unsupported-media-type");
            Assert.Equal("br, gzip", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_is_not_what_its_header_says_is_400(string coding)
    {
        var whole = Compress(Job, coding);
        await ReadProblem(await Post("/jobs", Content(Encoding.UTF8.GetBytes(Job), coding, "application/json")), 400, "malformed-request");
        await ReadProblem(await Post("/jobs", Content(whole[..^3], coding, "application/json")), 400, "malformed-request");
        await ReadProblem(await Post("/jobs/batch", Content(whole[..^3], coding, "application/json")), 400, "malformed-request");
        Assert.Empty(Grains.Submitted);
    }

    [Fact]
    public async Task It_says_nothing_of_a_request_without_body() => await ReadJson(await Get("/kinds", ("Content-Encoding", "zstd")), 200);

    private static ByteArrayContent Content(byte[] body, string coding, string mediaType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return content;
    }

    private static byte[] Compress(string text, string coding)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = coding == "br" ? new BrotliStream(bytes, CompressionLevel.Fastest) : new GZipStream(bytes, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private Task<HttpResponseMessage> Post(string path, HttpContent content) => Client.PostAsync(new Uri(path, UriKind.Relative), content);
}

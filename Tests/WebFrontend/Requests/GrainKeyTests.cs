using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>Orleans takes white space for no key; the fakes refuse it as it does.</summary>
public sealed class GrainKeyTests : WebService
{
    [Theory]
    [InlineData("GET", "/animals/{0}", "animal-not-found")]
    [InlineData("POST", "/animals/{0}/queries", "animal-not-found")]
    [InlineData("GET", "/animals/{0}/status", "animal-not-found")]
    [InlineData("GET", "/queues/{0}", "queue-not-found")]
    [InlineData("POST", "/queues/{0}/pause", "queue-not-found")]
    [InlineData("GET", "/kinds/{0}", "kind-not-found")]
    [InlineData("GET", "/datasets/{0}", "dataset-not-found")]
    [InlineData("GET", "/datasets/{0}/questions", "dataset-not-found")]
    [InlineData("DELETE", "/movies/{0}", "movie-not-found")]
    [InlineData("GET", "/jobs/{0}", "job-not-found")]
    [InlineData("GET", "/query/{0}", "query-not-found")]
    public async Task White_space_names_nothing(string method, string path, string slug)
    {
        foreach (var name in (string[])["%20", "%09", "%C2%A0", "%E2%80%83%20"])
            await ReadProblem(await Send(new HttpMethod(method), string.Format(null, path, name), null), 404, slug);
    }
}

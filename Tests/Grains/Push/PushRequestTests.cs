using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Push;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>What becomes of a request that is redirected.</summary>
public sealed class PushRequestTests
{
    [Theory]
    [InlineData(301, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(303, "POST", "GET")]
    [InlineData(303, "PUT", "GET")]
    [InlineData(303, "HEAD", "HEAD")]
    [InlineData(301, "PUT", "PUT")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "POST", "POST")]
    public void The_method_follows_from_the_status(int status, string method, string expected)
    {
        var next = Request(method).Redirected(status, new Uri("/b?c", UriKind.Relative))!;
        Assert.Equal((expected, "https://a.example/b?c", 2), (next.Method, next.Url.AbsoluteUri, next.Redirects));
        Assert.Equal(expected == method, next.Body is not null);
        Assert.Equal(expected == method, next.Headers.Any(header => header.Key == "Content-Type"));
        Assert.Contains(next.Headers, header => header.Key == "Authorization");
    }

    [Theory]
    [InlineData("https://b.example/")]
    [InlineData("https://a.example:8443/")]
    public void Secrets_stay_with_the_origin_that_they_are_for(string url)
    {
        var next = Request("POST").Redirected(308, new Uri(url))!;
        Assert.Equal(["Content-Type"], next.Headers.Select(header => header.Key));
        Assert.NotNull(next.Body);
    }

    [Theory]
    [InlineData(200, "/b", 3)]
    [InlineData(304, "/b", 3)]
    [InlineData(302, null, 3)]
    [InlineData(302, "/b", 0)]
    public void An_answer_that_is_no_redirect_or_one_too_many_is_the_answer(int status, string? location, int left) =>
        Assert.Null((Request("GET") with { Redirects = left }).Redirected(status, location is null ? null : new Uri(location, UriKind.Relative)));

    [Theory]
    [InlineData("http://a.example/")]
    [InlineData("ftp://a.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@a.example/")]
    public void A_redirect_to_less_is_not_followed(string url) =>
        Assert.Throws<NonRetryableException>(() => Request("GET").Redirected(302, new Uri(url)));

    private static PushRequest Request(string method) => new()
    {
        Url = new Uri("https://a.example/a"),
        Method = method,
        Headers = [KeyValuePair.Create("Authorization", "Bearer s"), KeyValuePair.Create("X-Key", "s"), KeyValuePair.Create("Content-Type", "text/plain")],
        Body = [1],
        Redirects = 3,
    };
}

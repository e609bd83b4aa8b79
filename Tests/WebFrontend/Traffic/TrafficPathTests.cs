using OrleansJobs.WebFrontend.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Traffic;

public sealed class TrafficPathTests
{
    [Theory]
    [InlineData("/api/one", "/api/one/")]
    [InlineData("/api/one/", "/api/one/")]
    [InlineData("/api/one//b/", "/api/one//b/")]
    [InlineData("/api/one//", "/api/one//")]
    [InlineData("/api//", "/api//")]
    public void Without_escapes_it_is_the_server_s_path_with_a_last_slash(string path, string counted) =>
        Assert.Equal(counted, TrafficPath.Of(path + "?query=1", path));

    [Theory]
    [InlineData("/api/a%20b", "/api/a b/")]
    [InlineData("/api/a+b%2Bc", "/api/a+b+c/")]
    [InlineData("/api/caf%C3%A9/%F0%9F%98%80/", "/api/café/😀/")]
    [InlineData("/api/a%2Fb/", "/api/a/b/")]
    [InlineData("/api/a%2fb%2F", "/api/a/b/")]
    [InlineData("/api/a%252Fb/", "/api/a%2Fb/")]
    [InlineData("/api/100%/%zz/%4/%", "/api/100%/%zz/%4/%/")]
    [InlineData("/api/%FF/", "/api/\uFFFD/")]
    [InlineData("/api/%C3/x%A9/", "/api/\uFFFD/x\uFFFD/")]
    [InlineData("/api/%01%0A%0D%1F%7F/", "/api/\u0001\n\r\u001F\u007F/")]
    [InlineData("/api/%41//b%3Fc?d=%2F#e", "/api/A//b?c/")]
    [InlineData("/api/x/%2e%2E/%41/./b/", "/api/A/b/")]
    [InlineData("/api/../../api/%41", "/api/A/")]
    [InlineData("http://localhost:5000/api/%41?b", "/api/A/")]
    public void With_escapes_all_of_them_are_decoded_once(string target, string counted) =>
        Assert.Equal(counted, TrafficPath.Of(target, "not looked at"));
}

using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Push;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>What is refused of a request at the submit.</summary>
public sealed class HttpInputTests
{
    [Theory]
    [InlineData("""{"url":"example.org"}""", "url must be an address")]
    [InlineData("""{"url":"/path"}""", "url must")]
    [InlineData("""{"url":"ftp://example.org/"}""", "url must begin with http:// or https://")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "url must begin with http:// or https://")]
    [InlineData("""{"url":"http://me:secret@example.org/"}""", "url must have no name or password in it")]
    [InlineData("""{"url":"http://example.org/","method":"CONNECT"}""", "method must be one of GET")]
    [InlineData("""{"url":"http://example.org/","method":"get"}""", "method must be one of GET")]
    [InlineData("""{"url":"http://example.org/","method":"GET","body":1}""", "body cannot be sent with GET")]
    [InlineData("""{"url":"http://example.org/","headers":{"Host":"a"}}""", "headers: Host cannot be set")]
    [InlineData("""{"url":"http://example.org/","headers":{"content-length":"1"}}""", "headers: content-length cannot be set")]
    [InlineData("""{"url":"http://example.org/","headers":{"Transfer-Encoding":"chunked"}}""", "cannot be set")]
    [InlineData("""{"url":"http://example.org/","headers":{"connection":"close"}}""", "cannot be set")]
    [InlineData("""{"url":"http://example.org/","headers":{"A B":"a"}}""", "headers: \"A B\" cannot be the name of a header")]
    [InlineData("""{"url":"http://example.org/","headers":{"":"a"}}""", "cannot be the name of a header")]
    [InlineData("""{"url":"http://example.org/","headers":{"A":"a\r\nHost: b"}}""", "headers: the value of A must be visible ASCII")]
    [InlineData("""{"url":"http://example.org/","headers":{"A":"ä"}}""", "headers: the value of A must be visible ASCII")]
    [InlineData("""{"url":"http://example.org/","headers":{"A":"1","a":"2"}}""", "headers: a is there twice")]
    [InlineData("""{"url":"http://example.org/","expect":[]}""", "expect must have statuses from 200 to 599")]
    [InlineData("""{"url":"http://example.org/","expect":[100]}""", "expect must have statuses from 200 to 599")]
    [InlineData("""{"url":"http://example.org/","timeout":"PT0S"}""", "timeout must be more than zero")]
    public void What_cannot_be_sent_is_named(string input, string fault)
    {
        var error = Assert.Throws<JsonException>(() => Json.Parse(input).Read<HttpInput>());
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"url":"https://example.org/"}""", "GET", 204, true)]
    [InlineData("""{"url":"https://example.org/","body":null}""", "GET", 300, false)]
    [InlineData("""{"url":"https://example.org/","body":{"a":1}}""", "POST", 199, false)]
    [InlineData("""{"url":"https://example.org/","body":"a","method":"PUT","expect":[200,404]}""", "PUT", 404, true)]
    [InlineData("""{"url":"https://example.org/","expect":[200,404]}""", "GET", 204, false)]
    public void What_is_left_out_has_defaults(string input, string method, int status, bool expected)
    {
        var read = Json.Parse(input).Read<HttpInput>()!;
        Assert.Equal((method, expected), (read.Verb, read.Expects(status)));
    }
}

using System.Text;
using OrleansJobs.WebFrontend.Replies;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Replies;

public sealed class RedactorTests
{
    private readonly Redactor _redactor = new(["password", "Card", "é"]);

    [Theory]
    [InlineData("""{"password": "x"}""", """{"password": "[redacted]"}""")]
    [InlineData("""{"PassWord":1,"card":null}""", """{"PassWord":"[redacted]","card":"[redacted]"}""")]
    [InlineData("""{ "a" : [ {"b": {"card" : {"number": [1, {"password": 2}]} , "c": 1.50}} ] }""", """{ "a" : [ {"b": {"card" : "[redacted]" , "c": 1.50}} ] }""")]
    [InlineData("""[{"card": []}, {"card": true}]""", """[{"card": "[redacted]"}, {"card": "[redacted]"}]""")]
    [InlineData("""{"card": 1, "card": 2}""", """{"card": "[redacted]", "card": "[redacted]"}""")]
    [InlineData("""{"pass\u0077ord": 1}""", """{"pass\u0077ord": "[redacted]"}""")]
    [InlineData("""{"\u00c9": 1}""", """{"\u00c9": "[redacted]"}""")]
    public void The_values_of_named_fields_are_replaced_wherever_they_stand(string text, string shown) => Assert.Equal(shown, Redact(text));

    [Theory]
    [InlineData("""{"passwords": 1, "passwor": 2, "pass": "password", "my card": "card"}""")]
    [InlineData("""{"a": "\"password\": 1", "b": ["password", "card"]}""")]
    [InlineData("\"password\"")]
    [InlineData("null")]
    [InlineData("  1e-9 ")]
    [InlineData("""{"\ud800": "half a pair"}""")]
    public void All_else_stays_byte_by_byte(string text) => Assert.Equal(text, Redact(text));

    [Fact]
    public void Depth_hides_nothing()
    {
        var (open, close) = (string.Concat(Enumerable.Repeat("""{"a":[""", 5_000)), string.Concat(Enumerable.Repeat("]}", 5_000)));
        Assert.Equal($$"""{{open}}{"card":"[redacted]"}{{close}}""", Redact($$"""{{open}}{"card":"x"}{{close}}"""));
    }

    [Theory]
    [InlineData("""{"password": "x""")]
    [InlineData("password: x")]
    [InlineData("")]
    public void What_is_no_JSON_is_not_shown(string text) => Assert.Equal("\"[redacted]\"", Redact(text));

    [Theory]
    [InlineData("""{"a": [{"PassWord": "[redacted]"}]}""", "PassWord")]
    [InlineData("""{"card": {"password": "[redacted\u005d"}}""", "password")]
    [InlineData("""{"password": "[redacted] ", "card": ["[redacted]"], "other": "[redacted]", "\ud800": "[redacted]"}""", null)]
    [InlineData("\"[redacted]\"", null)]
    public void What_stands_where_a_value_should_is_found(string text, string? name) => Assert.Equal(name, _redactor.FindShown(Encoding.UTF8.GetBytes(text)));

    private string Redact(string text) => Encoding.UTF8.GetString(_redactor.Redact(Encoding.UTF8.GetBytes(text)));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Problems;

/// <summary>The traceId of an error finds what was logged about it.</summary>
public sealed class TraceTests : WebService
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly FakeLoggerProvider _logs = new();

    [Theory]
    [InlineData(null, 500)]
    [InlineData(null, 503)]
    [InlineData($"00-{Trace}-b7ad6b7169203331-01", 500)]
    [InlineData($"00-{Trace}-b7ad6b7169203331-01", 503)]
    public async Task An_error_and_its_log_line_have_the_same_id(string? sent, int status)
    {
        Grains.OnSubmit = (_, _) => throw (status == 500 ? new InvalidOperationException() : new TimeoutException());
        var response = await Post("/jobs", """{"kind":"sleep"}""", sent is null ? [] : [("traceparent", sent)]);
        var id = (await ReadProblem(response, status, status == 500 ? "internal-error" : "unavailable")).GetProperty("traceId").GetString();
        Assert.Equal(id, Assert.Single(_logs.Collector.GetSnapshot()).GetStructuredStateValue("TraceId"));
        if (sent is not null) Assert.Equal(Trace, id);
    }

    protected override string[] Arguments => ["--Logging:LogLevel:OrleansJobs.WebFrontend", "Warning"];

    protected override void Configure(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddProvider(_logs);
}

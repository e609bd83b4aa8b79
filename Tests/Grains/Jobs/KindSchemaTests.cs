using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What is told of the registered kinds.</summary>
public sealed class KindSchemaTests
{
    [Theory]
    [InlineData("sleep", """{"type":"object","properties":{"duration":{"type":"string","format":"duration"}},"required":["duration"],"additionalProperties":false}""")]
    [InlineData("fail", """{"type":"object","properties":{"message":{"type":["string","null"]},"times":{"type":["integer","null"]}},"additionalProperties":false}""")]
    [InlineData("noop", """{"type":["object","null"],"additionalProperties":false}""")]
    [InlineData("zoo.query", """{"type":"object","properties":{"animal":{"type":"string"}},"required":["animal"],"additionalProperties":false}""")]
    [InlineData("report", """{"type":"object","properties":{"lines":{"type":"array","items":{"type":"string"}},"within":{"type":["string","null"],"format":"duration"}},"required":["lines"],"additionalProperties":false}""")]
    public void The_schema_of_an_input_is_what_is_read(string kind, string schema) =>
        Assert.Equal(schema, Kinds().Find(kind)!.Description.Input.ToString());

    [Theory]
    [InlineData("sleep", """{"type":["string","null"]}""")]
    [InlineData("report", """{"type":["object","null"],"properties":{"took":{"type":"string","format":"duration"}},"required":["took"]}""")]
    public void The_schema_of_a_result_is_what_is_written(string kind, string schema)
    {
        var described = Kinds().Find(kind)!.Description.Result.ToString();
        Assert.Equal(schema, described.Replace(",\"additionalProperties\":false", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_grain_tells_of_all_registered_kinds_in_order()
    {
        await using var host = await EngineHost.Start(configure: services => services.AddJob<ReportJob>("report", Registered));
        var kinds = await host.Grains.GetGrain<IKindsGrain>(0).List();
        Assert.Equal(["fail", "http", "jobs.action", "noop", "report", "sleep", "spin", "webhook"], kinds.Select(kind => kind.Name));
        var report = await host.Grains.GetGrain<IKindsGrain>(0).Get("report");
        Assert.Equal(("slow", TimeSpan.FromMinutes(1), 7, true), (report!.Queue, report.Timeout, report.Retry.MaxAttempts, report.Numbered));
        Assert.Null(await host.Grains.GetGrain<IKindsGrain>(0).Get("Report"));
    }

    private static readonly JobKindOptions Registered =
        new() { Queue = "slow", Timeout = TimeSpan.FromMinutes(1), Retry = new RetryRule { MaxAttempts = 7 }, Numbered = true };

    private static JobKinds Kinds() =>
        new ServiceCollection().AddEngine().AddBuiltInJobs().AddZoo().AddJob<ReportJob>("report", Registered).BuildServiceProvider().GetRequiredService<JobKinds>();

    internal sealed record ReportInput
    {
        public required List<string> Lines { get; init; }

        public TimeSpan? Within { get; init; }
    }

    internal sealed record ReportResult(TimeSpan Took);

    private sealed class ReportJob : IJobHandler<ReportInput, ReportResult>
    {
        public Task<ReportResult> RunAsync(ReportInput input, JobContext context, CancellationToken cancellationToken) =>
            Task.FromResult(new ReportResult(TimeSpan.Zero));
    }
}

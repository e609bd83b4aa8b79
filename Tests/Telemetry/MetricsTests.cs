using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Telemetry;

/// <summary>What Prometheus is told, and what is made of it in deploy/; and what the log says.</summary>
public sealed partial class MetricsTests(ScrapedService service) : IClassFixture<ScrapedService>
{
    private static readonly string[] Parts = ["_bucket", "_sum", "_count"];

    [Theory]
    [InlineData("""orleansjobs_jobs_submitted_total{kind="noop",queue="default"} 1""")]
    [InlineData("""orleansjobs_jobs_submitted_total{kind="noop",queue="later"} 1""")]
    [InlineData("""orleansjobs_jobs_started_total{kind="fail",queue="default"} 2""")]
    [InlineData("""orleansjobs_jobs_started_total{kind="noop",queue="later"} 0""")]
    [InlineData("""orleansjobs_jobs_ended_total{kind="noop",outcome="succeeded",queue="default"} 1""")]
    [InlineData("""orleansjobs_jobs_ended_total{kind="fail",outcome="failed",queue="default"} 1""")]
    [InlineData("""orleansjobs_jobs_retried_total{kind="fail",queue="default"} 1""")]
    [InlineData("""orleansjobs_jobs_rescued_total{kind="noop",queue="default"} 0""")]
    [InlineData("""orleansjobs_leases_lost_total{kind="noop",queue="default"} 0""")]
    [InlineData("""orleansjobs_queue_depth{queue="later",state="scheduled"} 1""")]
    [InlineData("""orleansjobs_queue_oldest_seconds{queue="later"} 0""")]
    [InlineData("""orleansjobs_job_duration_seconds_count{kind="fail",queue="default"} 2""")]
    [InlineData("""orleansjobs_job_wait_seconds_count{kind="noop",queue="default"} 1""")]
    [InlineData("""orleansjobs_store_commit_seconds_bucket{le="+Inf"} """)]
    [InlineData("""orleansjobs_store_batch_size_bucket{le="+Inf"} """)]
    [InlineData("http_server_request_duration_seconds_count{")]
    [InlineData("dotnet_process_cpu_time_seconds_total{")]
    [InlineData("orleans_directory_ring_size")]
    public void The_service_tells(string line) => Assert.Contains($"\n{line}", service.Metrics, StringComparison.Ordinal);

    [Theory]
    [InlineData("orleans_app_requests")]
    [InlineData("orleans_catalog_activation_created")]
    [InlineData("orleans_directory_registrations")]
    public void What_Orleans_counts_with_each_call_is_not_told_unless_asked_for(string name) => Assert.DoesNotContain($"\n{name}", service.Metrics, StringComparison.Ordinal);

    /// <summary>But for names that are Orleans' and the runtime's own, by which others' dashboards know them.</summary>
    [PromtoolFact]
    public async Task Prometheus_has_nothing_to_say_against_it()
    {
        var (_, said) = await PromtoolFactAttribute.Run(service.Metrics, "check", "metrics");
        Assert.DoesNotContain(said.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !OfOthers().IsMatch(line));
    }

    [Theory]
    [InlineData("prometheus/alerts.yaml")]
    [InlineData("grafana/dashboard.json")]
    public void What_is_asked_for_is_told(string file)
    {
        var told = Told().Matches(service.Metrics).SelectMany(type => Names(type.Groups["name"].Value, type.Groups["type"].Value)).ToHashSet();
        var asked = Asked().Matches(File.ReadAllText(Path.Combine(Repository.Root, "deploy", file))).Select(name => name.Value).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(told));
    }

    [Fact]
    public void Log_lines_of_an_attempt_name_its_trace()
    {
        var line = JsonDocument.Parse(service.Log.Split('\n').First(line => line.Contains("failed with", StringComparison.Ordinal))).RootElement;
        Assert.Contains(line.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("TraceId", out var trace) && trace.GetString() == ScrapedService.Trace);
    }

    /// <summary>And nothing that the service tells of jobs is left out of the documentation.</summary>
    [Fact]
    public void What_is_told_is_documented()
    {
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md"));
        Assert.All(Told().Matches(service.Metrics).Select(type => type.Groups["name"].Value).Where(name => name.StartsWith("orleansjobs_", StringComparison.Ordinal)),
            name => Assert.Contains($"`{name}", documented, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string name, string type) => type == "histogram" ? Parts.Select(part => name + part) : [name];

    [GeneratedRegex("^(orleans_\\w+ (no help text|use base unit)|dotnet_\\w+_count non-histogram)")]
    private static partial Regex OfOthers();

    [GeneratedRegex("^# TYPE (?<name>\\S+) (?<type>\\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Told();

    // Names of metrics in queries: what belongs to this project, Orleans, HTTP or the runtime.
    [GeneratedRegex("\\b(orleansjobs|orleans|http|dotnet|kestrel|process)_[a-z0-9_]+\\b")]
    private static partial Regex Asked();
}

using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Deploy;

/// <summary>The rules by which Prometheus wakes somebody, and what the dashboard asks it.</summary>
public sealed class PrometheusTests
{
    [PromtoolFact]
    public async Task Each_alert_fires_when_it_should_and_not_before()
    {
        var (exitCode, said) = await PromtoolFactAttribute.Run("", "test", "rules", "alerts.test.yaml");
        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public void Each_alert_is_tested()
    {
        var tests = DeployFiles.Text("prometheus/alerts.test.yaml");
        var alerts = DeployFiles.Text("prometheus/alerts.yaml").Split('\n').Where(line => line.Contains("- alert: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1].Trim());
        Assert.All(alerts, alert => Assert.Contains($"alertname: {alert}", tests, StringComparison.Ordinal));
    }

    [PromtoolFact]
    public async Task Each_query_of_the_dashboard_is_one()
    {
        using var dashboard = JsonDocument.Parse(DeployFiles.Text("grafana/dashboard.json"));
        var queries = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "1m", StringComparison.Ordinal));
        using var folder = new TempDirectory();
        var file = Path.Combine(folder.Path, "rules.yaml");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            groups = new[] { new { name = "dashboard", rules = queries.Select((query, index) => new { record = $"query:{index}", expr = query }) } },
        }));
        var (exitCode, said) = await PromtoolFactAttribute.Run("", "check", "rules", file);
        Assert.True(exitCode == 0, said);
    }
}

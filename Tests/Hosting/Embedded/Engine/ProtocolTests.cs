using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace OrleansJobs.Tests.Hosting.Engine;

/// <summary>docs/engine.md and the tests.</summary>
public sealed partial class ProtocolTests
{
    [Fact]
    public void Every_test_that_the_protocol_names_exists()
    {
        var tests = typeof(ProtocolTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => method.Name)
            .ToHashSet();
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "docs", "engine.md"));
        var named = TestName().Matches(rules).Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(named.Count, 40, int.MaxValue);
        Assert.Equal([], named.Except(tests));
    }

    [Fact]
    public void Every_rule_has_its_number_and_names_a_test()
    {
        var rules = RuleStart().Split(File.ReadAllText(Path.Combine(Repository.Root, "docs", "engine.md")).Split("## Known limits")[0])[1..];
        Assert.Equal(Enumerable.Range(1, rules.Length / 2).Select(number => $"{number}"), rules.Where((_, index) => index % 2 == 0));
        Assert.All(rules.Where((_, index) => index % 2 == 1), rule => Assert.Matches(TestName(), rule));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^(\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex RuleStart();
}

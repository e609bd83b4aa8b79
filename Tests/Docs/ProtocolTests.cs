using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace OrleansJobs.Tests.Docs;

/// <summary>The tests that docs/engine.md, docs/reliability.md and docs/security.md name.</summary>
public sealed partial class ProtocolTests
{
    [Theory]
    [InlineData("engine.md", 40)]
    [InlineData("reliability.md", 25)]
    [InlineData("security.md", 20)]
    public void Every_test_that_a_page_names_exists(string page, int atLeast)
    {
        var tests = typeof(ProtocolTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => method.Name)
            .ToHashSet();
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
        var named = TestName().Matches(rules).Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(named.Count, atLeast, int.MaxValue);
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

using System.Text.RegularExpressions;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>Finds names of the program's types in what callers are told.</summary>
internal static partial class TypeNames
{
    // A name of one word may be a word, and one behind a colon is that of a setting.
    private static readonly HashSet<string> Own =
    [
        .. ((Type[])[typeof(Job), typeof(JobKind), typeof(ProblemTypes)])
            .SelectMany(type => type.Assembly.GetTypes()).Select(type => type.Name.Split('`')[0]).Where(name => TwoWords().IsMatch(name)),
    ];

    /// <summary>Checks that there are none in the text.</summary>
    public static void AssertNone(string text)
    {
        Assert.DoesNotMatch(Framework(), text);
        Assert.DoesNotContain(Word().Matches(text), word => Own.Contains(word.Value));
    }

    [GeneratedRegex(@"System\.|`\d|OrleansJobs\.|\.NET|TimeSpan|DateTimeOffset|ImmutableArray|IReadOnly|\b(bool|int|long|double|string)\? ")]
    private static partial Regex Framework();

    [GeneratedRegex(@"^I?[A-Z][a-z]+[A-Z]\w*$")]
    private static partial Regex TwoWords();

    [GeneratedRegex(@"(?<![:\w])\w+")]
    private static partial Regex Word();
}

using OrleansJobs.Grains.Zoo;
using Xunit;

namespace OrleansJobs.Tests.Grains.Zoo;

/// <summary>The words of the zoo and what may be wrong with them.</summary>
public sealed class ZooWordsTests
{
    [Fact]
    public void The_built_in_words_are_those_of_the_first_zoo()
    {
        var words = ZooWords.From(new ZooOptions());
        Assert.Equal((14, 9, 16, 11), (words.Animals.Length, words.Verbs.Length, words.Adjectives.Length, words.Adverbs.Length));
        Assert.Equal(("aardvarks", "zebras"), (words.Animals[0], words.Animals[^1]));
        Assert.Null(words.FindFault());
    }

    [Fact]
    public void The_older_format_is_read()
    {
        var words = ZooWords.FromIni(["[animals]", "cats", "  dogs = 1 ", "", "# none", "; none", "[Verbs]", "purr", "[adjectives]", "soft", "[adverbs]", "gently"]);
        Assert.Equal(["cats", "dogs"], words.Animals.ToArray());
        Assert.Equal("purr", Assert.Single(words.Verbs));
        Assert.Null(words.FindFault());
    }

    [Fact]
    public void A_missing_list_an_empty_and_a_repeated_word_are_named()
    {
        Assert.Contains("Zoo:Animals is missing", Fault(new ZooOptions { Animals = [] }), StringComparison.Ordinal);
        Assert.Contains("Zoo:Verbs:1 is an empty word", Fault(new ZooOptions { Verbs = ["run", " "] }), StringComparison.Ordinal);
        Assert.Contains("Zoo:Adverbs:2 repeats the word 'a'", Fault(new ZooOptions { Adverbs = ["a", "b", "a"] }), StringComparison.Ordinal);
        Assert.Contains("Zoo:Adjectives is missing", ZooWords.FromIni(["[animals]", "cats", "[verbs]", "purr"]).FindFault()!, StringComparison.Ordinal);
    }

    private static string Fault(ZooOptions options) => ZooWords.From(options).FindFault()!;
}

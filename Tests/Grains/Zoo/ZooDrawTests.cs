using OrleansJobs.Grains.Zoo;
using Xunit;

namespace OrleansJobs.Tests.Grains.Zoo;

/// <summary>What a query sees and how long it takes.</summary>
public sealed class ZooDrawTests
{
    private static readonly ZooWords Words = ZooWords.From(new ZooOptions());

    [Fact]
    public void A_draw_follows_from_the_id_alone()
    {
        var id = Guid.Parse("01900000-0000-7000-8000-000000000001");
        Assert.Equal(Draw(id), Draw(id));
        Assert.NotEqual(Draw(id), Draw(Guid.Parse("01900000-0000-7000-8000-000000000002")));
    }

    [Fact]
    public void A_sentence_is_adjective_animal_verb_adverb()
    {
        for (var n = 0; n < 500; n++)
        {
            var words = Draw(Guid.NewGuid()).Sentence.Split(' ');
            Assert.Equal(4, words.Length);
            Assert.True(char.IsUpper(words[0][0]));
            Assert.Contains(char.ToLowerInvariant(words[0][0]) + words[0][1..], Words.Adjectives);
            Assert.Equal("bisons", words[1]);
            Assert.Contains(words[2], Words.Verbs);
            Assert.Contains(words[3], Words.Adverbs);
        }
    }

    [Fact]
    public void Every_whole_second_of_the_range_occurs_and_no_other()
    {
        var seen = Enumerable.Range(0, 500).Select(_ => Draw(Guid.NewGuid()).Delay.TotalSeconds).Distinct().Order();
        Assert.Equal(Enumerable.Range(10, 11).Select(second => (double)second), seen);
    }

    [Theory]
    [InlineData(1.2, 2.9, 2, 2)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1.2, 1.9, 2, 1)]
    public void A_range_is_cut_to_whole_seconds(double min, double max, long first, long last) =>
        Assert.Equal((first, last), ZooDraw.WholeSeconds(TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(max)));

    private static ZooDraw Draw(Guid id) => ZooDraw.For(id, "bisons", Words, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
}

using OrleansJobs.Grains.Traffic;
using Xunit;

namespace OrleansJobs.Tests.Grains.Traffic;

public sealed class TestPathsTests
{
    [Fact]
    public void The_pool_is_three_different_words_of_three_different_letters()
    {
        for (var run = 0; run < 1_000; run++)
        {
            var pool = new TestPaths(Guid.NewGuid()).Pool;
            Assert.Equal(3, pool.Distinct().Count());
            Assert.All(pool, word => Assert.Equal(3, word.Where(char.IsAsciiLetterLower).Distinct().Count()));
            Assert.All(pool, word => Assert.Equal(3, word.Length));
        }
    }

    [Fact]
    public void A_path_has_one_to_six_segments_of_the_pool_and_all_lengths_come_up()
    {
        var paths = new TestPaths(Guid.NewGuid());
        var lengths = new HashSet<int>();
        for (var n = 0; n < 1_000; n++)
        {
            var parts = paths.Next().Split('/');
            Assert.Equal(("", "api", ""), (parts[0], parts[1], parts[^1]));
            Assert.All(parts[2..^1], part => Assert.Contains(part, paths.Pool));
            lengths.Add(parts.Length - 3);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], lengths.Order());
    }

    [Fact]
    public void The_same_run_has_the_same_pool_and_another_run_another()
    {
        var id = Guid.NewGuid();
        Assert.Equal(new TestPaths(id).Pool, new TestPaths(id).Pool);
        Assert.NotEqual(new TestPaths(id).Pool, new TestPaths(Guid.NewGuid()).Pool);
    }
}

using OrleansJobs.Grains.Silos;
using OrleansJobs.Silos;
using Xunit;

namespace OrleansJobs.Tests.Grains.Silos;

public sealed class GrainReportsTests
{
    [Fact]
    public void What_silos_tell_of_one_class_is_added_up_and_the_mean_is_that_of_all_calls()
    {
        var sum = GrainReports.Sum(
        [
            new GrainReport { Grain = "B", Activations = 1, Methods = [Method("M", calls: 3, failures: 1, mean: 10, longest: 20)] },
            new GrainReport { Grain = "A", Activations = 5 },
            new GrainReport { Grain = "B", Activations = 2, Methods = [Method("N", 1, 0, 1, 1), Method("M", calls: 1, failures: 0, mean: 50, longest: 50)] },
        ]);
        Assert.Equal([("A", 5), ("B", 3)], sum.Select(grain => (grain.Grain, grain.Activations)));
        Assert.Equal<GrainMethodReport>([Method("M", 4, 1, 20, 50), Method("N", 1, 0, 1, 1)], [.. sum[1].Methods]);
    }

    [Fact]
    public void A_method_without_calls_has_no_mean() =>
        Assert.Equal(TimeSpan.Zero, GrainReports.Sum([new GrainReport { Grain = "A", Activations = 0, Methods = [Method("M", 0, 0, 0, 0)] }])[0].Methods[0].MeanTime);

    private static GrainMethodReport Method(string name, long calls, long failures, int mean, int longest) => new()
    {
        Interface = "I",
        Method = name,
        Calls = calls,
        Failures = failures,
        MeanTime = TimeSpan.FromMilliseconds(mean),
        LongestTime = TimeSpan.FromMilliseconds(longest),
    };
}

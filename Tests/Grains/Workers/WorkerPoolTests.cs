using System.Collections.Frozen;
using OrleansJobs.Grains.Workers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Workers;

/// <summary>The names of pools are stored: they stay as they are.</summary>
public sealed class WorkerPoolTests
{
    [Fact]
    public void A_pool_is_named_by_the_kind_and_what_it_requires_in_whatever_order_that_is_asked_for()
    {
        Assert.Equal("render", WorkerPool.Of("render", []));
        Assert.Equal("render\nB\na b\né", WorkerPool.Of("render", ["é", "B", "a b"]));
    }

    [Fact]
    public void Its_name_tells_the_kind_and_what_is_required()
    {
        Assert.Equal(("render", "render"), (WorkerPool.KindOf("render"), WorkerPool.KindOf("render\na\nb")));
        Assert.Empty(WorkerPool.LabelsOf("render"));
        Assert.Equal(["a", "b"], WorkerPool.LabelsOf("render\na\nb").AsEnumerable());
    }

    [Theory]
    [InlineData("render", "", true)]
    [InlineData("render", "gpu", true)]
    [InlineData("paint\ngpu", "eu gpu", true)]
    [InlineData("paint\ngpu", "eu GPU", false)]
    [InlineData("paint\neu\ngpu", "gpu", false)]
    [InlineData("mix", "gpu", false)]
    public void A_worker_belongs_to_the_pools_of_its_kinds_whose_labels_it_has(string pool, string labels, bool belongs) =>
        Assert.Equal(belongs, WorkerPool.Has(pool, new[] { "render", "paint" }.ToFrozenSet(), labels.Split(' ').ToFrozenSet()));
}

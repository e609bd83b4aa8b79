using OrleansJobs.Silo.Configuration;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public void A_second_process_is_refused_with_a_way_out()
    {
        _ = Store;
        using var second = new OpenStore(Place);
        var refused = Assert.Throws<StartException>(second.Database.Start);
        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.Contains("run a cluster", refused.Message, StringComparison.Ordinal);
        Assert.False(second.Ownership.IsDead("anybody"));
    }

    [StoreFact]
    public void Every_other_owner_is_dead_once_the_database_is_owned()
    {
        string earlier;
        using (var first = new OpenStore(Place))
        {
            earlier = first.Ownership.Self;
            Assert.False(first.Ownership.IsDead("anybody"));
            first.Database.Start();
            Assert.True(first.Ownership.IsDead("anybody"));
            Assert.False(first.Ownership.IsDead(earlier));
        }

        Assert.NotEqual(earlier, Store.Ownership.Self);
        Assert.True(Store.Ownership.IsDead(earlier));
    }
}

using System.Text;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

public class IdentityTests
{
    internal interface IIdGrain : IGrainWithIntegerKey
    {
        Task<string> Id();
    }

    // From real Orleans 10.
    [Fact]
    public void Hashes_are_those_of_Orleans()
    {
        Assert.Equal(2666404434u, GrainId.Create("job", "x").GetUniformHashCode());
        Assert.Equal(631257761, (int)StableHash.ComputeHash("state"u8));
        Assert.Equal(610029802, (int)StableHash.ComputeHash("k"u8));
    }

    // Test vectors of the xxHash specification's reference implementation, over all lengths of its branches.
    [Theory]
    [InlineData("", 0x02CC5D05u)]
    [InlineData("a", 0x550D7456u)]
    [InlineData("abc", 0x32D153FFu)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2Fu)]
    public void XxHash32_follows_its_specification(string text, uint hash) =>
        Assert.Equal(hash, XxHash32.Hash(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(255, "id/FF")]
    [InlineData(-1, "id/FFFFFFFFFFFFFFFF")]
    [InlineData(0, "id/0")]
    public void Integer_keys_are_hexadecimal(long key, string id)
    {
        using var host = TestHost.Start<IdGrain>();
        Assert.Equal(id, host.Run(() => host.Grains.GetGrain<IIdGrain>(key).Id()));
        Assert.Equal(key, host.Grains.GetGrain<IIdGrain>(key).GetPrimaryKeyLong());
    }

    [Fact]
    public void The_first_slash_is_the_border_of_an_id()
    {
        var id = GrainId.Parse("job/a/b");
        Assert.Equal(("job", "a/b"), (id.Type.ToString(), id.Key.ToString()));
        Assert.Equal(id, GrainId.Create("job", "a/b"));
        Assert.Throws<ArgumentException>(() => GrainId.Parse("job"));
        Assert.True(default(GrainId).IsDefault);
        Assert.True(id.CompareTo(GrainId.Create("job", "a")) > 0);
    }

    [Fact]
    public void A_class_can_be_named_apart_from_its_name()
    {
        using var host = TestHost.Start<RenamedGrain>();
        Assert.Equal("other.name/1", host.Run(() => host.Grains.GetGrain<IIdGrain>(1).Id()));
    }

    internal sealed class IdGrain : Grain, IIdGrain
    {
        public Task<string> Id() => Task.FromResult(IdentityString);
    }

    [GrainType("other.name")]
    internal sealed class RenamedGrain : Grain, IIdGrain
    {
        public Task<string> Id() => Task.FromResult(IdentityString);
    }
}

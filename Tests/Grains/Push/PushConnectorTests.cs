using System.Net.Sockets;
using OrleansJobs.Grains.Push;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Connections go to addresses that were looked at, and to no others.</summary>
public sealed class PushConnectorTests
{
    private readonly FakeNetwork _network = new();

    [Fact]
    public async Task A_name_that_changes_its_address_is_connected_by_the_one_that_was_looked_at()
    {
        _network.With("rebind.example", ["93.184.216.34"], ["127.0.0.1"]);
        await Connect("rebind.example");
        Assert.Equal(["93.184.216.34"], _network.Connected);
        await Assert.ThrowsAsync<RefusedTargetException>(() => Connect("rebind.example"));
        Assert.Equal(["93.184.216.34"], _network.Connected);
    }

    [Fact]
    public async Task A_name_of_which_one_address_is_private_is_refused()
    {
        _network.With("both.example", ["93.184.216.34", "10.0.0.1"]);
        var refused = await Assert.ThrowsAsync<RefusedTargetException>(() => Connect("both.example"));
        Assert.Contains("both.example", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_network.Connected);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("017700000001")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0")]
    public async Task An_address_is_itself_however_it_is_written(string host)
    {
        await Assert.ThrowsAsync<RefusedTargetException>(() => Connect(host));
        Assert.Empty(_network.Connected);
    }

    [Fact]
    public async Task A_name_without_address_is_not_found() =>
        await Assert.ThrowsAsync<SocketException>(() => Connect("nowhere.example"));

    [Fact]
    public async Task An_IPv4_address_in_the_clothes_of_IPv6_is_connected_as_what_it_is()
    {
        await Connect("::ffff:8.8.8.8");
        Assert.Equal(["8.8.8.8"], _network.Connected);
    }

    private Task<Stream> Connect(string host) => new PushConnector(PushTargetsTests.Targets(), _network).Connect(host, 80, default).AsTask();
}

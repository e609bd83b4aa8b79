using System.Net;
using OrleansJobs.Grains.Push;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Which addresses are of the public internet: each range at its ends, and just outside of it.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255")]
    [InlineData("10.0.0.0", "10.255.255.255")]
    [InlineData("100.64.0.0", "100.127.255.255")]
    [InlineData("127.0.0.0", "127.255.255.255")]
    [InlineData("169.254.0.0", "169.254.255.255")]
    [InlineData("172.16.0.0", "172.31.255.255")]
    [InlineData("192.0.0.0", "192.0.0.255")]
    [InlineData("192.0.2.0", "192.0.2.255")]
    [InlineData("192.88.99.0", "192.88.99.255")]
    [InlineData("192.168.0.0", "192.168.255.255")]
    [InlineData("198.18.0.0", "198.19.255.255")]
    [InlineData("198.51.100.0", "198.51.100.255")]
    [InlineData("203.0.113.0", "203.0.113.255")]
    [InlineData("168.63.129.16", "168.63.129.16")]
    public void A_range_of_IPv4_is_refused_from_its_first_to_its_last_address_and_no_further(string first, string last)
    {
        Assert.False(PublicAddress.Is(IPAddress.Parse(first)));
        Assert.False(PublicAddress.Is(IPAddress.Parse(last)));
        if (first != "0.0.0.0") Assert.True(PublicAddress.Is(Neighbour(first, -1)), $"before {first}");
        Assert.True(PublicAddress.Is(Neighbour(last, 1)), $"after {last}");
    }

    [Theory]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::8.8.8.8")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:808:808::")]
    [InlineData("3fff::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    public void What_is_not_public_is_refused(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.216.34")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void What_is_public_is_not(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    private static IPAddress Neighbour(string address, int distance)
    {
        var number = (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(IPAddress.Parse(address).GetAddressBytes()));
        return new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(number + distance))));
    }
}

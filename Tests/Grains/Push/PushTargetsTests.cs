using System.Net;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Push;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>What the settings allow besides the public internet.</summary>
public sealed class PushTargetsTests
{
    [Theory]
    [InlineData("10.1.2.3", "any", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "any", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.2.3", "any", "10.1.2.4", false)]
    [InlineData("10.1.0.0/16", "any", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "any", "10.2.0.0", false)]
    [InlineData("fd12::/16", "any", "fd12:1::1", true)]
    [InlineData("fd12::/16", "any", "fd13::1", false)]
    [InlineData("::1", "any", "127.0.0.1", false)]
    [InlineData("intranet.example", "intranet.example", "10.9.9.9", true)]
    [InlineData("Intranet.example", "intranet.EXAMPLE.", "::1", true)]
    [InlineData("intranet.example", "other.example", "10.9.9.9", false)]
    [InlineData("intranet.example", "sub.intranet.example", "10.9.9.9", false)]
    [InlineData("10.1.2.3", "any", "8.8.8.8", true)]
    public void What_is_allowed_may_be_reached(string allowed, string host, string address, bool may) =>
        Assert.Equal(may, Targets(allowed).Permit(host, IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("::1", true)]
    [InlineData("localhost", true)]
    [InlineData("10.1.0.0/33", false)]
    [InlineData("http://intranet.example", false)]
    [InlineData("*.example", false)]
    [InlineData("", false)]
    public void What_can_be_allowed_is_an_address_a_network_or_a_name(string text, bool may) => Assert.Equal(may, PushTargets.IsPossible(text));

    internal static PushTargets Targets(params string[] allowed) => new(Options.Create(new PushOptions { Allow = allowed }));
}

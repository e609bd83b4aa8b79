using System.Runtime.CompilerServices;
using OrleansJobs.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>What the simulation uses of Orleans' insides is looked for when it starts.</summary>
public class OrleansInternalsTests
{
    [Fact]
    public void All_that_is_used_is_there() => OrleansInternals.Check();

    [Fact]
    public void What_is_gone_is_named()
    {
        var failure = Assert.Throws<NotSupportedException>(() => OrleansInternals.Check(
            ("a member", () => GoneMember(null)), ("another", () => throw new InvalidOperationException())));
        Assert.Contains("a member", failure.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => OrleansInternals.Check(
            ("a type", () => Type.GetType("Orleans.Gone, Orleans.Core", throwOnError: true)),
            ("an assembly", () => Type.GetType("Orleans.Gone, Orleans.Gone", throwOnError: true))));
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern void GoneMember([UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? type);
}

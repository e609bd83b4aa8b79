using System.Collections.Immutable;
using System.Reflection;
using OrleansJobs.Grains;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains;

/// <summary>
/// Every type that can travel between grains, or is stored as a grain's state, looks the same whether a call
/// carries it within a silo, where what is immutable goes by reference, or as bytes to another process.
/// </summary>
public sealed class MessageTests
{
    [Fact]
    public void Every_message_is_a_sealed_immutable_record_with_an_id_on_every_member()
    {
        var faults = MessageWalk.Messages.SelectMany(Faults).ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void Every_grain_interface_and_method_has_a_name_of_its_own_for_the_wire()
    {
        foreach (var type in MessageWalk.GrainInterfaces.Concat(MessageWalk.Observers))
        {
            Assert.True(type.IsDefined(typeof(AliasAttribute)), $"{type} has no [Alias].");
            foreach (var method in type.GetMethods())
                Assert.True(method.IsDefined(typeof(AliasAttribute)), $"{type}.{method.Name} has no [Alias].");
        }
    }

    [Fact]
    public void No_two_messages_share_an_alias()
    {
        var aliases = MessageWalk.Messages.Select(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias).ToList();
        Assert.Equal(aliases.Distinct().Count(), aliases.Count);
    }

    [Fact]
    public void The_walk_finds_results_derived_records_and_states()
    {
        Assert.Contains(typeof(JobSpec), MessageWalk.Messages);
        Assert.Contains(typeof(SubmitResult.Accepted), MessageWalk.Messages);
        Assert.Contains(typeof(RetryRule), MessageWalk.Messages);
        Assert.Contains(typeof(OrleansJobs.Grains.Zoo.AnimalState), MessageWalk.Messages);
    }

    private static IEnumerable<string> Faults(Type type)
    {
        if (type.Assembly != typeof(IJobGrain).Assembly && type.Assembly != typeof(EngineServices).Assembly)
        {
            yield return $"{type} is not ours and not one of the plain types.";
            yield break;
        }

        if (type.GetMethod("<Clone>$") is null) yield return $"{type} is not a record.";
        if (!type.IsSealed && !type.IsAbstract) yield return $"{type} is neither sealed nor abstract.";
        if (!type.IsDefined(typeof(GenerateSerializerAttribute), false)) yield return $"{type} has no [GenerateSerializer].";
        if (!type.IsDefined(typeof(ImmutableAttribute), false)) yield return $"{type} has no [Immutable].";
        if (!type.IsDefined(typeof(AliasAttribute), false)) yield return $"{type} has no [Alias].";

        var members = MessageWalk.Members(type).ToList();
        foreach (var member in members)
        {
            if (!member.IsDefined(typeof(IdAttribute))) yield return $"{type}.{member.Name} has no [Id].";
            if (!IsInitOnly(member)) yield return $"{type}.{member.Name} can be set after construction.";
            if (IsMutableCollection(member.PropertyType)) yield return $"{type}.{member.Name} is a collection that can change.";
        }

        var ids = members.Select(member => member.GetCustomAttribute<IdAttribute>()?.Id).ToList();
        if (ids.Distinct().Count() != ids.Count) yield return $"{type} uses an [Id] twice.";
    }

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static bool IsMutableCollection(Type type) =>
        type.IsArray || (type.IsGenericType && type != typeof(string)
            && typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            && type.GetGenericTypeDefinition() != typeof(ImmutableArray<>));
}

using System.Globalization;
using System.Reflection;
using Xunit;

namespace OrleansJobs.Tests.Grains;

/// <summary>
/// During a rolling upgrade silos and web processes of two versions talk to each other, and states written by one are read by
/// the other. What they have in common is listed in Contracts.txt: a line there stays as it is for ever, and what is new is
/// added to it.
/// </summary>
public sealed class ContractTests
{
    private const string Advice = "A change is a new method, member or message beside the old one";

    private static readonly string File = Path.Combine(Repository.Root, "Tests", "Grains", "Contracts.txt");

    [Fact]
    public void Nothing_that_another_version_relies_on_changes_or_disappears()
    {
        var gone = Listed().Except(Contracts()).ToList();
        Assert.True(gone.Count == 0, $"{Advice}. Gone are:{Lines(gone)}");
    }

    [Fact]
    public void What_is_new_is_listed()
    {
        var added = Contracts().Except(Listed()).ToList();
        Assert.True(added.Count == 0, $"Add to Contracts.txt, in order:{Lines(added)}");
    }

    [Fact]
    public void The_list_is_in_order_and_has_no_line_twice() =>
        Assert.Equal(Listed().Distinct().Order(StringComparer.Ordinal), Listed());

    [Fact]
    public void Interfaces_methods_messages_members_names_and_states_are_all_seen()
    {
        string[] some =
        [
            "grain job",
            "interface IJobGrain by Guid",
            "method IJobGrain.Submit(JobSpec) SubmitResult",
            "message SubmitResult.Accepted of SubmitResult",
            "member JobSpec 0 string",
            "enum JobState Succeeded 3",
            "state animal of animal is AnimalState",
        ];
        Assert.Empty(some.Except(Contracts()));
    }

    private static List<string> Listed() =>
        [.. System.IO.File.ReadAllLines(File).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static IEnumerable<string> Contracts() => new[]
    {
        MessageWalk.GrainClasses.Select(type => $"grain {GrainType(type)}"),
        MessageWalk.GrainInterfaces.Select(type => $"interface {Name(type)} by {Key(type)}"),
        MessageWalk.Observers.Select(type => $"observer {Name(type)}"),
        MessageWalk.GrainInterfaces.Concat(MessageWalk.Observers).SelectMany(type => type.GetMethods(), Method),
        MessageWalk.Messages.Select(type => $"message {Name(type)}{(type.BaseType == typeof(object) ? "" : $" of {Name(type.BaseType!)}")}"),
        MessageWalk.Messages.SelectMany(MessageWalk.Members, Member),
        MessageWalk.Enums.SelectMany(Enum.GetNames, (type, name) => $"enum {Name(type)} {name} {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"),
        MessageWalk.States.Select(state => $"state {state.Name} of {GrainType(state.Grain)} is {Name(state.State)}"),
        // A state is stored as JSON, in which a member goes by its name.
        MessageWalk.Stored.SelectMany(MessageWalk.Members, (type, member) => $"stored {Name(type)} {member.Name}"),
    }.SelectMany(lines => lines);

    private static string Method(Type type, MethodInfo method) =>
        $"method {Name(type)}.{method.GetCustomAttribute<AliasAttribute>()!.Alias}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}) {Result(method.ReturnType)}";

    private static string Member(Type type, PropertyInfo member) =>
        $"member {Name(type)} {member.GetCustomAttribute<IdAttribute>()!.Id} {Name(member.PropertyType)}";

    private static string Result(Type type) => type.IsGenericType ? Name(type.GetGenericArguments()[0]) : "nothing";

    private static string Key(Type type) =>
        type.GetInterfaces().Select(other => other.Name).Single(name => name.StartsWith("IGrainWith", StringComparison.Ordinal))["IGrainWith".Length..^"Key".Length];

    // As Orleans makes it of a class that does not name it.
    private static string GrainType(Type type) =>
        (type.Name.EndsWith("Grain", StringComparison.Ordinal) ? type.Name[..^"Grain".Length] : type.Name).ToLowerInvariant();

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Name(value)}?";
        if (type.IsGenericType) return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
        if (type.GetCustomAttribute<AliasAttribute>(inherit: false) is { } alias) return alias.Alias;
        return type == typeof(string) ? "string" : type == typeof(int) ? "int" : type == typeof(long) ? "long" : type == typeof(bool) ? "bool" : type.Name;
    }

    private static string Lines(IEnumerable<string> lines) =>
        string.Join("", lines.Order(StringComparer.Ordinal).Select(line => $"{Environment.NewLine}{line}"));
}

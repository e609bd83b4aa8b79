using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OrleansJobs.Tests.SiloEmbedded;

/// <summary>
/// The public programming interface of an assembly as lines of text, read from its metadata without loading it. One
/// line for each type, each interface it implements, each visible member and each attribute's usage; every line begins
/// with the type's full name and a colon.
/// </summary>
internal sealed class ApiSignatures
{
    private static readonly string[] OfEveryObject = ["ToString", "Equals", "GetHashCode"];

    private readonly MetadataReader _metadata;
    private readonly SignatureNames _names;
    private readonly List<string> _lines = [];

    private ApiSignatures(MetadataReader metadata)
    {
        _metadata = metadata;
        _names = new SignatureNames(metadata);
    }

    /// <summary>The lines by type, for the public types whose name fits.</summary>
    public static ILookup<string, string> Read(string assembly, Func<string, bool> type)
    {
        using var stream = File.OpenRead(assembly);
        using var file = new PEReader(stream);
        var reader = new ApiSignatures(file.GetMetadataReader());
        foreach (var handle in reader._metadata.TypeDefinitions)
            reader.ReadType(reader._metadata.GetTypeDefinition(handle), type);
        return ByType(reader._lines);
    }

    /// <summary>Lines by the type they are about.</summary>
    public static ILookup<string, string> ByType(IEnumerable<string> lines) =>
        lines.Order(StringComparer.Ordinal).ToLookup(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);

    private void ReadType(TypeDefinition type, Func<string, bool> fits)
    {
        var name = _names.FullName(type);
        if ((type.Attributes & TypeAttributes.VisibilityMask) != TypeAttributes.Public || !fits(name))
            return;
        var generic = new GenericNames([.. type.GetGenericParameters().Select(Name)], []);
        Add(name, $"{Kind(type)}{Constraints(type.GetGenericParameters(), generic)} : {_names.Of(type.BaseType, generic)}");
        foreach (var handle in type.GetInterfaceImplementations())
            Add(name, $"implements {_names.Of(_metadata.GetInterfaceImplementation(handle).Interface, generic)}");
        foreach (var handle in type.GetFields())
            ReadField(name, _metadata.GetFieldDefinition(handle), generic);
        foreach (var handle in type.GetMethods())
            ReadMethod(name, _metadata.GetMethodDefinition(handle), generic);
        foreach (var handle in type.GetCustomAttributes())
            ReadUsage(name, _metadata.GetCustomAttribute(handle));
    }

    private void ReadField(string type, FieldDefinition field, GenericNames generic)
    {
        if (!IsVisible((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask)))
            return;
        var shape = field.Attributes.HasFlag(FieldAttributes.Static) ? "static " : "";
        Add(type, $"{shape}{field.DecodeSignature(_names, generic)} {Text(field.Name)}{Constant(field.GetDefaultValue())}");
    }

    private void ReadMethod(string type, MethodDefinition method, GenericNames outer)
    {
        var name = Text(method.Name);
        var isOverride = method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.NewSlot);
        if (!IsVisible(method.Attributes & MethodAttributes.MemberAccessMask) || (isOverride && OfEveryObject.Contains(name)))
            return;
        var generic = outer with { Method = [.. method.GetGenericParameters().Select(Name)] };
        var signature = method.DecodeSignature(_names, generic);
        var parameters = method.GetParameters().Select(_metadata.GetParameter).Where(p => p.SequenceNumber > 0).ToDictionary(p => p.SequenceNumber - 1);
        var list = signature.ParameterTypes.Select((t, i) => parameters.TryGetValue(i, out var p)
            ? $"{t} {Text(p.Name)}{Constant(p.GetDefaultValue())}"
            : t);
        var arity = generic.Method.Length == 0 ? "" : $"<{string.Join(", ", generic.Method)}>";
        Add(type, $"{Shape(method.Attributes)}{signature.ReturnType} {name}{arity}({string.Join(", ", list)}){Constraints(method.GetGenericParameters(), generic)}");
    }

    private void ReadUsage(string type, CustomAttribute attribute)
    {
        if (_names.OwnerOf(attribute.Constructor) != typeof(AttributeUsageAttribute).FullName)
            return;
        var value = attribute.DecodeValue(_names.ForAttributes);
        var named = value.NamedArguments.Select(a => $", {a.Name}={a.Value}").Order(StringComparer.Ordinal);
        // AllowMultiple=false is the default: whether it is written makes no difference.
        Add(type, $"usage {value.FixedArguments[0].Value}{string.Concat(named.Where(n => n != ", AllowMultiple=False"))}");
    }

    private static bool IsVisible(MethodAttributes access) =>
        access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static string Kind(TypeDefinition type) => type.Attributes switch
    {
        var a when a.HasFlag(TypeAttributes.Interface) => "interface",
        var a when a.HasFlag(TypeAttributes.Abstract | TypeAttributes.Sealed) => "static class",
        var a when a.HasFlag(TypeAttributes.Abstract) => "abstract class",
        var a when a.HasFlag(TypeAttributes.Sealed) => "sealed class",
        _ => "class",
    };

    private static string Shape(MethodAttributes attributes)
    {
        var access = (attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public ? "" : "protected ";
        if (attributes.HasFlag(MethodAttributes.Static))
            return $"{access}static ";
        if (attributes.HasFlag(MethodAttributes.Abstract))
            return $"{access}abstract ";
        return attributes.HasFlag(MethodAttributes.Virtual) && !attributes.HasFlag(MethodAttributes.Final) ? $"{access}virtual " : access;
    }

    private string Constraints(GenericParameterHandleCollection parameters, GenericNames generic) => string.Concat(
        from handle in parameters
        let parameter = _metadata.GetGenericParameter(handle)
        let types = parameter.GetConstraints().Select(c => _names.Of(_metadata.GetGenericParameterConstraint(c).Type, generic))
        let all = types.Prepend(parameter.Attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? "class" : "").Where(t => t != "").ToList()
        where all.Count > 0
        select $" where {Text(parameter.Name)} : {string.Join(", ", all)}");

    private string Constant(ConstantHandle handle)
    {
        if (handle.IsNil)
            return "";
        var constant = _metadata.GetConstant(handle);
        return $" = {_metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode) ?? "null"}";
    }

    private string Name(GenericParameterHandle handle) => Text(_metadata.GetGenericParameter(handle).Name);

    private string Text(StringHandle handle) => _metadata.GetString(handle);

    private void Add(string type, string line) => _lines.Add($"{type}: {line}");
}

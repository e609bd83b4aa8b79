using System.Reflection;
using Xunit;

namespace OrleansJobs.Tests.SiloEmbedded;

/// <summary>
/// Every type and member of the programming model that Silo.Embedded declares is one of Orleans', with the same
/// signature. Types of Orleans.Core.Abstractions are compared with that assembly; those of other Orleans assemblies
/// with OrleansSignatures.txt, the same lines written from them.
/// </summary>
public class DriftTests
{
    [Fact]
    public void Every_declared_member_is_one_of_Orleans()
    {
        var orleans = ApiSignatures.Read(Abstractions(), IsOfTheModel);
        var others = ApiSignatures.ByType(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Silo.Embedded", "OrleansSignatures.txt")));
        var unknown =
            from type in ApiSignatures.Read(typeof(Grain).Assembly.Location, IsOfTheModel)
            from line in type
            where !(orleans.Contains(type.Key) ? orleans : others)[type.Key].Contains(line)
            select line;
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_list_has_no_type_that_can_be_compared_with_the_assembly_or_is_not_declared()
    {
        var declared = ApiSignatures.Read(typeof(Grain).Assembly.Location, IsOfTheModel);
        var inAssembly = ApiSignatures.Read(Abstractions(), IsOfTheModel);
        var listed = ApiSignatures.ByType(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Silo.Embedded", "OrleansSignatures.txt")));
        Assert.DoesNotContain(listed, type => inAssembly.Contains(type.Key) || !declared.Contains(type.Key));
    }

    private static bool IsOfTheModel(string type) => type.StartsWith("Orleans.", StringComparison.Ordinal);

    private static string Abstractions()
    {
        var package = typeof(DriftTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "OrleansAbstractions").Value!;
        var libraries = Directory.GetFiles(Path.Combine(package, "lib"), "Orleans.Core.Abstractions.dll", SearchOption.AllDirectories);
        return libraries.Order(StringComparer.Ordinal).Last(); // the newest framework
    }
}

using System.Xml.Linq;
using Xunit;

namespace OrleansJobs.Tests.Simulation;

/// <summary>The simulation knows the engine; nothing knows the simulation.</summary>
public class LayeringTests
{
    [Theory]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains")]
    [InlineData("Silo")]
    [InlineData("WebFrontend")]
    public void No_project_of_the_product_names_the_simulation(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"));
        Assert.DoesNotContain(
            file.Descendants().Where(element => element.Name.LocalName == "ProjectReference"),
            reference => ((string?)reference.Attribute("Include"))!.Contains("Simulation", StringComparison.Ordinal));
    }
}

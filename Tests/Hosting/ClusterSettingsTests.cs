using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Clustering;
using Xunit;

namespace OrleansJobs.Tests.Hosting;

public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("Cluster:Gateways:0", "127.0.0.1:30000")]
    [InlineData("Cluster:Provider", "Localhost")]
    public async Task Silos_and_clients_have_their_names_from_the_same_settings(string key, string value)
    {
        await using var app = Build(("Storage:ServiceId", "a-service"), ("Cluster:Id", "a-cluster"), (key, value));
        app.Services.CheckSections();
        var names = app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("a-service", "a-cluster"), (names.ServiceId, names.ClusterId));
    }

    /// <summary>No grain may be let go sooner than lies between two looks at idle ones: Orleans refuses it.</summary>
    [Theory]
    [InlineData("Localhost", "Sqlite")]
    [InlineData("PostgreSql", "PostgreSql")]
    public async Task Orleans_finds_no_fault_in_what_a_silo_has_by_default(string cluster, string storage)
    {
        await using var app = Build(("Cluster:Provider", cluster), ("Storage:Provider", storage), ("ConnectionStrings:OrleansJobs", "Host=a"));
        Assert.All(app.Services.GetServices<IConfigurationValidator>(), check => check.ValidateConfiguration());
        var collection = app.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Assert.True(collection.CollectionQuantum < CollectionAgeLimitAttribute.MinAgeLimit);
    }

    private static WebApplication Build(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddGrains();
        return builder.Build();
    }
}

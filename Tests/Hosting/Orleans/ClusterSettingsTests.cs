using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using Xunit;

namespace OrleansJobs.Tests.Hosting;

public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("Cluster:Gateways:0", "127.0.0.1:30000")]
    [InlineData("Cluster:Provider", "Localhost")]
    public async Task Silos_and_clients_have_their_names_from_the_same_settings(string key, string value)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Storage:ServiceId", "a-service"), new("Cluster:Id", "a-cluster"), new(key, value)]);
        builder.AddGrainHost();
        await using var app = builder.Build();
        app.Services.CheckSections();
        var names = app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("a-service", "a-cluster"), (names.ServiceId, names.ClusterId));
    }
}

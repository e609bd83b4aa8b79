using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public sealed class StorageServicesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_host_opens_the_database_when_it_starts_and_closes_it_when_it_stops()
    {
        using (var host = Host(("Storage:DataDirectory", Path.Combine(_directory.Path, "new"))))
        {
            await host.StartAsync();
            var row = Rows.Pending();
            await host.Services.GetRequiredService<IJobStore>().Write(null, row);
            Assert.True(await host.Services.GetRequiredService<IStoreHealth>().IsReachable(CancellationToken.None));
            Assert.NotNull(await host.Services.GetRequiredService<IJobStore>().Read(row.Id, CancellationToken.None));
            Assert.Contains("orleansjobs.db", Assert.Single(host.Services.GetServices<StartNote>()).Text, StringComparison.Ordinal);
            foreach (var service in new[] { typeof(IJobQueries), typeof(IQueueStore), typeof(IRetentionStore), typeof(IOwners) })
                Assert.NotNull(host.Services.GetRequiredService(service));
            await host.StopAsync();
            await Assert.ThrowsAsync<StoreException>(() => host.Services.GetRequiredService<IJobStore>().Write(null, Rows.Pending()));
        }

        using var again = Host(("Storage:DataDirectory", Path.Combine(_directory.Path, "new")));
        await again.StartAsync();
        Assert.Equal(["default"], await again.Services.GetRequiredService<IQueueStore>().QueuesWithWork(CancellationToken.None));
        await again.StopAsync();
    }

    [Theory]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider: \"Oracle\" is not allowed; it must be one of Sqlite, PostgreSql.")]
    [InlineData("Storage:Provider", "PostgreSql", "ConnectionStrings:OrleansJobs: \"\" is not allowed")]
    [InlineData("Storage:DataDirectory", " ", "Storage:DataDirectory: \" \" is not allowed; it must be the path of a folder.")]
    [InlineData("Storage:MaxBatch", "0", "Storage:MaxBatch: \"0\" is not allowed; it must be 1 to 100000.")]
    [InlineData("Storage:MaxQueuedWrites", "-1", "Storage:MaxQueuedWrites: \"-1\" is not allowed")]
    [InlineData("Storage:BusyTimeout", "00:02:00", "Storage:BusyTimeout: \"00:02:00\" is not allowed; it must be a duration from 00:00:00.001 to 00:01:00.")]
    [InlineData("Storage:ReadConnections", "0", "Storage:ReadConnections: \"0\" is not allowed")]
    [InlineData("Storage:ServiceId", "", "Storage:ServiceId: \"\" is not allowed")]
    [InlineData("Storage:Encryption:Key", "k1", "Storage:Encryption:Key: \"k1\" is not allowed; it must be the id of one of Storage:Encryption:Keys.")]
    [InlineData("Storage:Encryption:Key", "", "Storage:Encryption:Key: \"\" is not allowed; it must be the id of one of Storage:Encryption:Keys.")]
    [InlineData("Storage:Encryption:Keys:k1", "c2VjcmV0", "Storage:Encryption:Keys:k1: must be the base64 of 32 random bytes; \"openssl rand -base64 32\" makes one.")]
    [InlineData("Storage:Encryption:Keys:k1", "not base64", "Storage:Encryption:Keys:k1: must be the base64 of 32 random bytes; ")]
    [InlineData("Storage:Encryption:Keys:k\"", "", "Storage:Encryption:Keys: \"k\"\" is not allowed; the id of a key must have 1 to 32 letters, digits, dots, underscores and hyphens.")]
    [InlineData("Storage:Encryption:Keys:a-key-with-an-id-of-33-characters", "", "Storage:Encryption:Keys: \"a-key-with-an-id-of-33-characters\" is not allowed; ")]
    public async Task A_setting_that_is_not_allowed_stops_the_start_and_is_named(string key, string value, string message)
    {
        using var host = Host((key, value));
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_connection_string_comes_from_its_usual_place()
    {
        using var host = Host(("Storage:Provider", "PostgreSql"), ("ConnectionStrings:OrleansJobs", "Host=a"));
        Assert.Equal("Host=a", host.Services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_stops_the_start_with_a_sentence()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "");
        using var host = Host(("Storage:DataDirectory", file));
        var refused = await Assert.ThrowsAsync<StartException>(() => host.StartAsync());
        Assert.Contains($"{file}", refused.Message, StringComparison.Ordinal);
    }

    private IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Storage:DataDirectory"] = _directory.Path;
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.Services.AddStorage();
        return builder.Build();
    }
}

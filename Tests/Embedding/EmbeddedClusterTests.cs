using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Embedding;

/// <summary>Programs of others, each with jobs in it, that work together over one PostgreSQL database.</summary>
public sealed class EmbeddedClusterTests
{
    [PostgreSqlServerFact]
    public async Task Silos_of_several_programs_run_jobs_together_and_web_processes_call_them()
    {
        using var server = new PostgreSqlServer();
        var gateways = new[] { ServiceProcess.FreePort(), ServiceProcess.FreePort() };
        using var first = await Silo(gateways[0]);
        using var second = await Silo(gateways[1]);

        var web = Host.CreateApplicationBuilder();
        Set(web, [.. gateways.Select((port, index) => ($"Cluster:Gateways:{index}", $"127.0.0.1:{port}"))]);
        web.AddOrleansJobs(jobs => jobs.AddJob<WhereAmI>("where"));
        using var client = await Started(web);
        Assert.Equal(2, (await RunUntilTwoRan(client)).Count);

        await first.StopAsync();
        await client.Services.GetRequiredService<IJobs>().Submit<WhereAmI>();
        await client.StopAsync();
        await second.StopAsync();

        Task<IHost> Silo(int gateway)
        {
            var builder = Host.CreateApplicationBuilder();
            Set(builder, [
                ("Storage:Provider", "PostgreSql"), ("Cluster:Provider", "PostgreSql"), ("Cluster:Address", "127.0.0.1"),
                ("Cluster:SiloPort", ServiceProcess.FreePort().ToString(CultureInfo.InvariantCulture)), ("Cluster:GatewayPort", gateway.ToString(CultureInfo.InvariantCulture))]);
            builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:OrleansJobs", server.ConnectionString)]);
            builder.AddOrleansJobs(jobs => jobs.AddJob<WhereAmI>("where"));
            return Started(builder);
        }
    }

    [PostgreSqlServerFact]
    public async Task Silos_that_programs_have_run_jobs_together()
    {
        using var server = new PostgreSqlServer();
        using var first = await Silo();
        using var second = await Silo();
        Assert.Equal(2, (await RunUntilTwoRan(first, second)).Count);
        await second.StopAsync();
        var jobs = first.Services.GetRequiredService<IJobs>();
        Assert.Equal(JobState.Succeeded, (await jobs.WaitForEnd((await jobs.Submit<WhereAmI>()).Id))!.State);
        await first.StopAsync();

        Task<IHost> Silo()
        {
            var builder = Host.CreateApplicationBuilder();
            Set(builder, ("Storage:Provider", "PostgreSql"));
            builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:OrleansJobs", server.ConnectionString)]);
            builder.UseOrleans(silo =>
            {
                silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("shop-1", "shop"));
                silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", server.ConnectionString));
                silo.ConfigureEndpoints(System.Net.IPAddress.Loopback, ServiceProcess.FreePort(), ServiceProcess.FreePort(), listenOnAnyHostAddress: false);
            });
            builder.AddOrleansJobs(jobs => jobs.AddJob<WhereAmI>("where"));
            return Started(builder);
        }
    }

    /// <summary>Runs jobs, submitted by the hosts in turn, until two silos have run one; answers the silos.</summary>
    private static async Task<HashSet<string>> RunUntilTwoRan(params IHost[] hosts)
    {
        var silos = new HashSet<string>();
        for (var i = 0; i < 1_000 && silos.Count < 2; i++)
        {
            var jobs = hosts[i % hosts.Length].Services.GetRequiredService<IJobs>();
            var ended = await jobs.WaitForEnd((await jobs.Submit<WhereAmI>()).Id);
            silos.Add(ended!.Result!.Read<string>()!);
        }

        return silos;
    }

    private static void Set(HostApplicationBuilder builder, params (string Key, string Value)[] settings)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"OrleansJobs:{setting.Key}", (string?)setting.Value)));
    }

    private static async Task<IHost> Started(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class WhereAmI(ILocalSiloDetails silo) : IJobHandler<NoInput, string>
    {
        public Task<string> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) => Task.FromResult($"{silo.SiloAddress}");
    }
}

using System.Net;
using Microsoft.Extensions.Options;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Silo.Clustering;

/// <summary>What is allowed in the section "Cluster".</summary>
internal sealed class ClusterCheck(IOptions<StorageOptions> storage) : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(ClusterSettings cluster)
    {
        if (cluster.Id.Length is < 1 or > 150)
            yield return $"Cluster:Id: \"{cluster.Id}\" is not allowed; it must be a text of 1 to 150 characters.";
        foreach (var (key, port) in new[] { (nameof(cluster.SiloPort), cluster.SiloPort), (nameof(cluster.GatewayPort), cluster.GatewayPort) })
        {
            if (port is < 0 or > 65_535) yield return $"Cluster:{key}: \"{port}\" is not allowed; it must be from 1 to 65535, or 0 for the default.";
        }

        if (cluster.Address.Length > 0 && !IPAddress.TryParse(cluster.Address, out _))
            yield return $"Cluster:Address: \"{cluster.Address}\" is not allowed; it must be an IP address.";
        if (cluster.Provider == ClusterProvider.PostgreSql && cluster.Gateways.Count == 0 && storage.Value.Provider != StorageProvider.PostgreSql)
            yield return "Storage:Provider: \"Sqlite\" is not allowed with Cluster:Provider PostgreSql; silos that work together need one PostgreSQL database.";
        if (cluster.RetryFor < TimeSpan.Zero || cluster.RetryFor > TimeSpan.FromMinutes(5))
            yield return $"Cluster:RetryFor: \"{cluster.RetryFor}\" is not allowed; it must be from 00:00:00 to 00:05:00.";
        if (cluster.RepeatAfter < TimeSpan.FromMilliseconds(100) || cluster.RepeatAfter > TimeSpan.FromMinutes(1))
            yield return $"Cluster:RepeatAfter: \"{cluster.RepeatAfter}\" is not allowed; it must be from 00:00:00.1 to 00:01:00.";
        foreach (var gateway in cluster.Gateways.Where(gateway => !GatewayAddress.TryParse(gateway, out _)))
            yield return $"Cluster:Gateways: \"{gateway}\" is not allowed; it must be host:port.";
        if (cluster.Tls.Certificate.Length > 0 && !File.Exists(cluster.Tls.Certificate))
            yield return $"Cluster:Tls:Certificate: there is no file \"{cluster.Tls.Certificate}\".";
        if (cluster.Tls.Authorities.Length > 0 && !File.Exists(cluster.Tls.Authorities))
            yield return $"Cluster:Tls:Authorities: there is no file \"{cluster.Tls.Authorities}\".";
    }
}

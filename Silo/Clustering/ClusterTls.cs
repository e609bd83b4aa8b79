using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Orleans.Connections.Security;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Clustering;

/// <summary>Encrypts what the processes of a cluster tell each other, if a certificate is configured.</summary>
internal static class ClusterTls
{
    public static void UseClusterTls(this ISiloBuilder silo, IConfiguration configuration)
    {
        if (Read(configuration) is { } tls) silo.UseTls(options => Configure(options, tls));
    }

    public static void UseClusterTls(this IClientBuilder client, IConfiguration configuration)
    {
        if (Read(configuration) is { } tls) client.UseTls(options => Configure(options, tls));
    }

    private static TlsSettings? Read(IConfiguration configuration)
    {
        var tls = new TlsSettings();
        SectionBinder.Bind(configuration.GetSection($"{ClusterSettings.Section}:{nameof(ClusterSettings.Tls)}"), tls);
        return tls.Certificate.Length == 0 ? null : tls;
    }

    private static void Configure(TlsOptions options, TlsSettings tls)
    {
        options.LocalCertificate = X509CertificateLoader.LoadPkcs12FromFile(tls.Certificate, tls.Password.Length == 0 ? null : tls.Password);
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = tls.HostName;
        if (tls.Authorities.Length == 0) return;

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(tls.Authorities);
        options.RemoteCertificateValidation = (certificate, _, _) => IsOf(authorities, certificate) && certificate.MatchesHostname(tls.HostName);
    }

    private static bool IsOf(X509Certificate2Collection authorities, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}

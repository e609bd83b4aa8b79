using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansJobs.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OrleansJobs.Tests.Cluster;

/// <summary>With certificates, the processes of a cluster work together and let nobody else in.</summary>
public sealed class TlsTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [PostgreSqlServerFact]
    public async Task Who_shows_no_certificate_or_a_strangers_is_refused()
    {
        MakeCertificate("ours");
        MakeCertificate("strange");
        await using var cluster = ClusterProcesses.Start(gateways: 2, Settings("ours"));
        await cluster.StartSilos(0, 1);
        await cluster.Web.WhenReady();
        output.WriteLine(await Callers.Submit(cluster.Web, 20));

        await using var plain = cluster.BeginWeb(0);
        await cluster.WhenPrinted(0, "Authentication failed System.Security.Authentication.AuthenticationException: Cannot determine the frame size");
        await using var strange = cluster.BeginWeb(1, Settings("strange"));
        await cluster.WhenPrinted(1, "Authentication failed System.Security.Authentication.AuthenticationException: The remote certificate was rejected");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await plain.FirstAnswer("/jobs"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await strange.FirstAnswer("/jobs"));
    }

    // A stranger, too, takes the silo for what it is: it is the silo that refuses.
    private string[] Settings(string name) =>
    [
        $"--Cluster:Tls:Certificate={File(name, "p12")}", "--Cluster:Tls:Password=secret", $"--Cluster:Tls:Authorities={File("ours", "pem")}",
    ];

    private void MakeCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("orleansjobs");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        System.IO.File.WriteAllBytes(File(name, "p12"), certificate.Export(X509ContentType.Pfx, "secret"));
        System.IO.File.WriteAllText(File(name, "pem"), certificate.ExportCertificatePem());
    }

    private string File(string name, string ending) => Path.Combine(_files.Path, $"{name}.{ending}");
}

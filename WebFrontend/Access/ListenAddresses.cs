using System.Net;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>Where the service may listen: while no credentials are configured, on loopback addresses only.</summary>
internal static class ListenAddresses
{
    /// <summary>The setting: addresses, separated by semicolons.</summary>
    public const string Key = "Urls";

    private const string Default = "http://127.0.0.1:5000";

    /// <summary>The configured addresses, or the default one.</summary>
    public static string Of(IConfiguration configuration) => configuration[Key] ?? Default;

    /// <summary>Checks every address in the configuration.</summary>
    /// <exception cref="StartException">One is not allowed.</exception>
    public static void Check(IConfiguration configuration)
    {
        var isOpen = configuration.HasCredentials();
        foreach (var url in Of(configuration).Split(';', StringSplitOptions.TrimEntries)) Check(Key, url, isOpen);
        // The framework's own way of naming addresses, which takes precedence.
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            Check($"{endpoint.Path}:Url", endpoint["Url"] ?? "", isOpen);
    }

    private static void Check(string key, string url, bool isOpen)
    {
        if (Fault(url, isOpen) is { } fault) throw new StartException($"{key}: \"{url}\" is not allowed; {fault}.");
    }

    private static string? Fault(string url, bool isOpen)
    {
        const string Example = "it must be an address such as http://127.0.0.1:5000";
        if (!TryParse(url, out var address)) return Example;
        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)) return "only http is served";
        if (address.PathBase.Length > 0 || address.Port is < 0 or > IPEndPoint.MaxPort) return Example;
        if (!isOpen && !Loopback.IsName(address.Host))
            return "without credentials the service listens on loopback only (localhost, 127.0.0.0/8, [::1]); set Access:AdminKey to a secret of at least "
                + $"{Secret.Shortest} characters, such as \"openssl rand -base64 32\" makes, and callers show it";
        return address.Port == 0 && address.Host == "localhost" ? "port 0 needs a numeric address such as 127.0.0.1" : null;
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(url);
            return !address.IsUnixPipe && !address.IsNamedPipe;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// Keeps the keys that the framework makes for cookies as soon as there is authentication. Nothing here has cookies, so they end
/// with the process instead of being written to the user's home.
/// </summary>
internal sealed class UnusedKeys : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys) return [.. _keys];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys) _keys.Add(element);
    }
}

/// <summary>Registers them.</summary>
internal static class UnusedKeysRegistration
{
    public static void KeepNoKeys(this IServiceCollection services) =>
        services.Configure<KeyManagementOptions>(keys => (keys.XmlRepository, keys.XmlEncryptor) = (new UnusedKeys(), new NullXmlEncryptor()));
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Configuration;

/// <summary>
/// Has no settings of its own: its validation at start finds settings that nobody reads, because a mistyped one must not
/// be ignored. In this project's sections every key is checked (several options classes may share a section); at the top
/// only what the command line gives, because the environment is full of variables of others.
/// </summary>
internal sealed class SectionNames
{
    /// <summary>What the framework itself reads.</summary>
    private static readonly string[] Framework =
        ["Urls", "Logging", "ConnectionStrings", "Kestrel", "Environment", "ContentRoot", "ApplicationName", "ShutdownTimeoutSeconds", "hostBuilder"];

    /// <summary>Names the keys that nobody has.</summary>
    internal sealed class Check(IServiceProvider services, IEnumerable<KnownSection> sections) : IValidateOptions<SectionNames>
    {
        public ValidateOptionsResult Validate(string? name, SectionNames options)
        {
            var root = SettingsRoot.Of(services);
            var bySection = sections.ToLookup(section => section.Name, section => section.Options, StringComparer.OrdinalIgnoreCase);
            var faults = bySection
                .SelectMany(section => SectionShape.UnknownKeys(root.GetSection(section.Key), [.. section]))
                .Concat(UnknownSections(root, [.. bySection.Select(section => section.Key).Order()]))
                .ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        // The top is full of what others read; a section of our own is not.
        private static IEnumerable<string> UnknownSections(IConfiguration root, string[] known) => root is IConfigurationSection own
            ? Unknown(own.GetChildren().Select(child => child.Key), known, $"{own.Path}:")
            : Unknown((root as IConfigurationRoot)?.Providers.OfType<CommandLineConfigurationProvider>().SelectMany(provider => provider.GetChildKeys([], null)) ?? [], [.. Framework, .. known], "");

        private static IEnumerable<string> Unknown(IEnumerable<string> keys, string[] known, string path) => keys
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Select(key => $"{path}{key}: there is no such setting; there are {string.Join(", ", known)}.");
    }
}

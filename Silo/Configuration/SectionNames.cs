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
    internal sealed class Check(IConfiguration configuration, IEnumerable<KnownSection> sections) : IValidateOptions<SectionNames>
    {
        public ValidateOptionsResult Validate(string? name, SectionNames options)
        {
            var bySection = sections.ToLookup(section => section.Name, section => section.Options, StringComparer.OrdinalIgnoreCase);
            var faults = bySection
                .SelectMany(section => SectionShape.UnknownKeys(configuration.GetSection(section.Key), [.. section]))
                .Concat(UnknownArguments([.. Framework, .. bySection.Select(section => section.Key).Order()]))
                .ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private IEnumerable<string> UnknownArguments(string[] known) =>
            (configuration as IConfigurationRoot)?.Providers.OfType<CommandLineConfigurationProvider>()
                .SelectMany(provider => provider.GetChildKeys([], null))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase))
                .Select(key => $"{key}: there is no such setting; there are {string.Join(", ", known)}.") ?? [];
    }
}

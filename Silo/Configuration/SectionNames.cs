using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Configuration;

/// <summary>
/// Has no settings of its own: its validation at start finds keys in this project's sections that nobody reads,
/// because a mistyped setting must not be ignored. Several options classes may share a section.
/// </summary>
internal sealed class SectionNames
{
    /// <summary>Names the keys that no options class of their section has.</summary>
    internal sealed class Check(IConfiguration configuration, IEnumerable<KnownSection> sections) : IValidateOptions<SectionNames>
    {
        public ValidateOptionsResult Validate(string? name, SectionNames options)
        {
            var faults = sections
                .GroupBy(section => section.Name, section => section.Options, StringComparer.OrdinalIgnoreCase)
                .SelectMany(section => SectionShape.UnknownKeys(configuration.GetSection(section.Key), [.. section]))
                .ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Configuration;

/// <summary>How every part of the service gets its settings.</summary>
public static class SectionRegistration
{
    /// <summary>
    /// Makes <see cref="IOptions{TOptions}"/> of <typeparamref name="T"/> from a section of the configuration, checked
    /// when the process starts: a value that does not fit its type, and a key of the section that no options class
    /// has, stop it with a line that names the key. Add rules with <c>Validate</c> on what is returned; their messages
    /// are shown as they are, so they name the key, the value and what is allowed.
    /// </summary>
    /// <typeparam name="T">
    /// Writable properties of type string, bool, int, long, double, <see cref="TimeSpan"/> ("00:00:30" or "PT30S"), an
    /// enumeration, an array or <see cref="List{T}"/>, a <see cref="Dictionary{TKey, TValue}"/> by text, or a class of
    /// such properties; or itself a dictionary. Several classes may share a section.
    /// </typeparam>
    public static OptionsBuilder<T> AddSection<T>(this IServiceCollection services, string section)
        where T : class, new()
    {
        services.AddSingleton(new KnownSection(section, typeof(T)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SectionNames>, SectionNames.Check>());
        services.AddOptions<SectionNames>().ValidateOnStart();
        return services.AddOptions<T>()
            .Configure<IServiceProvider>((options, services) => SectionBinder.Bind(SettingsRoot.Of(services).GetSection(section), options))
            .ValidateOnStart();
    }

    /// <summary>
    /// Checks all settings at once. The host would do so too, but only after it has made the services that it starts, the
    /// first of which would stop at the first wrong setting that it reads.
    /// </summary>
    /// <exception cref="OptionsValidationException">One part has wrong settings.</exception>
    /// <exception cref="AggregateException">Several parts have.</exception>
    public static void CheckSections(this IServiceProvider services) => services.GetRequiredService<IStartupValidator>().Validate();
}

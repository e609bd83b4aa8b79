using Microsoft.Extensions.Configuration;

namespace OrleansJobs.Silo.Configuration;

/// <summary>
/// Settings that choose which services there are, so that they are needed before all settings are read and checked. A wrong
/// value is taken for the default here, and found there.
/// </summary>
internal static class EarlySettings
{
    /// <summary>The value of a setting, or its default.</summary>
    public static T Peek<T>(this IConfiguration configuration, string section, string key, T orDefault = default)
        where T : struct =>
        configuration[$"{section}:{key}"] is { } text && SettingText.Read(text, typeof(T), out _) is T value ? value : orDefault;
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Configuration;

/// <summary>The rule that most settings have: not too small, not too large.</summary>
public static class RangeRule
{
    /// <summary>Stops the start with a line that names the key, the value and the range if the setting is outside of it.</summary>
    public static OptionsBuilder<T> InRange<T, TValue>(
        this OptionsBuilder<T> options, string key, Func<T, TValue> setting, TValue min, TValue max)
        where T : class
        where TValue : IComparable<TValue>
    {
        options.Services.AddSingleton<IValidateOptions<T>>(new Check<T, TValue>(key, setting, min, max));
        return options;
    }

    private sealed class Check<T, TValue>(string key, Func<T, TValue> setting, TValue min, TValue max) : IValidateOptions<T>
        where T : class
        where TValue : IComparable<TValue>
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var value = setting(options);
            return value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{key}: \"{value}\" is not allowed; it must be from {min} to {max}.");
        }
    }
}

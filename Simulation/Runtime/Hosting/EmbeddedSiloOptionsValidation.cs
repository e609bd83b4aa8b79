using Microsoft.Extensions.Options;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>Names every wrong setting of an embedded silo at once.</summary>
internal sealed class EmbeddedSiloOptionsValidation : IValidateOptions<EmbeddedSiloOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedSiloOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(EmbeddedSiloOptions o)
    {
        if (string.IsNullOrWhiteSpace(o.ServiceId))
            yield return "ServiceId must not be empty.";
        if (string.IsNullOrWhiteSpace(o.SiloName))
            yield return "SiloName must not be empty.";
        if (o.MailboxLimit < 1)
            yield return $"MailboxLimit must be at least 1, not {o.MailboxLimit}.";
        foreach (var (key, span) in Spans(o))
        {
            if (span <= TimeSpan.Zero)
                yield return $"{key} must be longer than zero, not {span}.";
        }
        foreach (var (key, age) in Ages(o))
        {
            if (age <= o.CollectionQuantum)
                yield return $"{key} must be longer than CollectionQuantum ({o.CollectionQuantum}), not {age}.";
        }
    }

    private static (string Key, TimeSpan Span)[] Spans(EmbeddedSiloOptions o) =>
    [
        ("ResponseTimeout", o.ResponseTimeout),
        ("ActivationTimeout", o.ActivationTimeout),
        ("DeactivationTimeout", o.DeactivationTimeout),
        ("CollectionQuantum", o.CollectionQuantum),
        ("MinimumReminderPeriod", o.MinimumReminderPeriod),
        ("ReminderRefreshPeriod", o.ReminderRefreshPeriod),
    ];

    private static IEnumerable<(string Key, TimeSpan Age)> Ages(EmbeddedSiloOptions o) => o.ClassSpecificCollectionAge
        .OrderBy(age => age.Key, StringComparer.Ordinal)
        .Select(age => ($"ClassSpecificCollectionAge[{age.Key}]", age.Value))
        .Prepend(("CollectionAge", o.CollectionAge));
}

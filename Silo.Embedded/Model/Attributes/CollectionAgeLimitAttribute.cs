using System.Globalization;

namespace Orleans;

/// <summary>
/// How long activations of this class stay after their last call. Less than a minute counts as a minute. A subset of
/// Orleans' members.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _given;

    public CollectionAgeLimitAttribute()
    {
    }

    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        _given = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    public double Days { get; set; }

    public double Hours { get; set; }

    public double Minutes { get; set; }

    /// <summary>Never collected, as with <see cref="KeepAliveAttribute"/>.</summary>
    public bool AlwaysActive { get; set; }

    public TimeSpan AgeLimit => _given ?? Longer(
        AlwaysActive
            ? TimeSpan.FromDays(short.MaxValue)
            : TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes),
        MinAgeLimit);

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

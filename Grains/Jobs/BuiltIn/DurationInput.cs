using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>The input of <see cref="SleepJob"/> and <see cref="SpinJob"/>.</summary>
public sealed record DurationInput : IJsonOnDeserialized
{
    /// <summary>How long, as an ISO 8601 duration ("PT0.05S"); not negative.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Refuses what cannot be waited for, so that it is told at the submit.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Duration < TimeSpan.Zero) throw new JsonException("duration must not be negative.");
    }
}

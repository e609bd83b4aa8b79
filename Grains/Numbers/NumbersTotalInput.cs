using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansJobs.Numbers;

namespace OrleansJobs.Grains.Numbers;

/// <summary>The input of a job of kind "numbers.total": at most one of its members.</summary>
public sealed record NumbersTotalInput : IJsonOnDeserialized
{
    /// <summary>How many numbers to take from the source, 1 to 100,000,000; null is what it gives by itself.</summary>
    public int? Count { get; init; }

    /// <summary>The numbers themselves; null takes them from the source.</summary>
    public IReadOnlyList<long>? Numbers { get; init; }

    /// <summary>Refuses what has no meaning, so that it is told at the submit.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Count is not null && Numbers is not null)
            throw new JsonException("either count or numbers may be given, not both.");
        if (Count is < 1 or > NumbersCount.Most)
            throw new JsonException($"count must be a whole number from 1 to {NumbersCount.Most}.");
    }
}

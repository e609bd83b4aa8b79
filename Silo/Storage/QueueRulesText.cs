using System.Text.Json;
using OrleansJobs.Queues;

namespace OrleansJobs.Silo.Storage;

/// <summary>The column "rules" of a queue: its settings as JSON, but for those that have columns of their own. Null: there are none.</summary>
internal static class QueueRulesText
{
    private static readonly QueueSettings None = new();

    public static string? Of(QueueSettings settings)
    {
        if (settings is { Rate: null, Lanes: null, Exceptions.IsEmpty: true, Fair: false, Breaker: null }) return null;
        return JsonSerializer.Serialize(settings with { Concurrency = null, Paused = false, MaxDepth = null }, StorageJson.Default.QueueSettings);
    }

    public static QueueSettings Read(string? text) =>
        text is null ? None : JsonSerializer.Deserialize(text, StorageJson.Default.QueueSettings)!;
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Tells whether two requests under one idempotency key ask for the same job: SHA-256, in hex, over a canonical JSON
/// object of what was asked for. In it, members of objects are sorted by name (ordinal) and there is no white space;
/// numbers and strings stand as in the request.
/// </summary>
public static class JobFingerprint
{
    /// <summary>The fingerprint of a request. Trace context and tenant do not count: they do not change the job asked for.</summary>
    public static string Of(JobSpec spec)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", spec.Kind);
            if (spec.Queue is not null) writer.WriteString("queue", spec.Queue);
            writer.WriteNumber("priority", spec.Priority);
            if (spec.RunAt is { } runAt) writer.WriteNumber("runAt", runAt.UtcTicks);
            if (spec.Delay is { } delay) writer.WriteNumber("delay", delay.Ticks);
            if (spec.Timeout is { } timeout) writer.WriteNumber("timeout", timeout.Ticks);
            if (spec.ExpiresAt is { } expiresAt) writer.WriteNumber("expiresAt", expiresAt.UtcTicks);
            if (spec.Retry is { } retry) WriteRetry(writer, retry);
            writer.WriteStartArray("tags");
            foreach (var tag in spec.Tags) writer.WriteStringValue(tag);
            writer.WriteEndArray();
            if (spec.Lane is not null) writer.WriteString("lane", spec.Lane);
            if (spec.Cost != 1) writer.WriteNumber("cost", spec.Cost);
            if (spec.Batch is { } batch) writer.WriteString("batch", batch);
            if (spec.ReplayOf is { } replayed) writer.WriteString("replayOf", replayed);
            if (spec.OnCompleted is { } webhook) writer.WriteString("onCompleted", webhook.Url);
            if (!spec.After.IsEmpty) WriteParents(writer, spec);
            if (!spec.Requires.IsEmpty) WriteLabels(writer, spec);
            if (spec.Input is { } input) WriteInput(writer, input);
            writer.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteLabels(Utf8JsonWriter writer, JobSpec spec)
    {
        writer.WriteStartArray("requires");
        foreach (var label in spec.Requires.Order(StringComparer.Ordinal)) writer.WriteStringValue(label);
        writer.WriteEndArray();
    }

    private static void WriteParents(Utf8JsonWriter writer, JobSpec spec)
    {
        writer.WriteStartArray("after");
        foreach (var parent in spec.After) writer.WriteStringValue(parent);
        writer.WriteEndArray();
        writer.WriteNumber("onParentFailure", (int)spec.OnParentFailure);
    }

    private static void WriteRetry(Utf8JsonWriter writer, RetryRule retry)
    {
        writer.WriteStartArray("retry");
        writer.WriteNumberValue(retry.MaxAttempts);
        writer.WriteNumberValue(retry.InitialDelay.Ticks);
        writer.WriteNumberValue(retry.Factor);
        writer.WriteNumberValue(retry.MaxDelay.Ticks);
        writer.WriteNumberValue(retry.Jitter);
        writer.WriteEndArray();
    }

    private static void WriteInput(Utf8JsonWriter writer, Json input)
    {
        using var document = JsonDocument.Parse(input.Utf8.AsMemory());
        writer.WritePropertyName("input");
        WriteSorted(writer, document.RootElement);
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

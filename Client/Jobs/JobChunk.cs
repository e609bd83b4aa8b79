using System.Buffers;

namespace OrleansJobs.Client;

/// <summary>Jobs that are submitted in one request.</summary>
/// <param name="Lines">One a line (NDJSON).</param>
/// <param name="HasDebounce">Whether one of them must not be sent again if the answer is lost.</param>
internal sealed record JobChunk(ReadOnlyMemory<byte> Lines, bool HasDebounce)
{
    /// <summary>Jobs in as few chunks as the limits allow.</summary>
    public static IEnumerable<JobChunk> Of(IEnumerable<JobSpec> jobs, OrleansJobsClientOptions options)
    {
        var (lines, count, debounced) = (new ArrayBufferWriter<byte>(), 0, false);
        foreach (var job in jobs)
        {
            using (var writer = new Utf8JsonWriter(lines)) JsonSerializer.Serialize(writer, job, ClientJson.Default.JobSpec);
            lines.Write("\n"u8);
            (count, debounced) = (count + 1, debounced || job.Debounce is not null);
            if (count < options.BatchSize && lines.WrittenCount < options.BatchBytes) continue;
            yield return new JobChunk(lines.WrittenMemory, debounced);
            (lines, count, debounced) = (new ArrayBufferWriter<byte>(), 0, false);
        }

        if (count > 0) yield return new JobChunk(lines.WrittenMemory, debounced);
    }
}

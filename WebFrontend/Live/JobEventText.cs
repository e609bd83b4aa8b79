using System.Buffers;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>The events of a job as text.</summary>
internal static class JobEventText
{
    /// <summary>The job, without what may be large.</summary>
    public static void State(IBufferWriter<byte> to, JobEventId id, Job job) => EventText.Write(to, id.ToString(), "state"u8, Brief(job));

    public static void Progress(IBufferWriter<byte> to, JobEventId id, JobProgress progress) =>
        EventText.Write(to, id.ToString(), "progress"u8, JsonReply.Utf8(progress, ApiJson.Default.JobProgress));

    /// <summary>The line as it is stored, wherever it comes from.</summary>
    public static void Log(IBufferWriter<byte> to, JobEventId id, JobLogLine line) =>
        EventText.Write(to, id.ToString(), "log"u8, JsonReply.Utf8(line with { Text = JobLogs.Storable(line.Text) }, ApiJson.Default.JobLogLine));

    public static void Result(IBufferWriter<byte> to, JobEventId id, Job job, Redaction redaction) =>
        EventText.Write(to, id.ToString(), "result"u8, redaction.Of(job.Result ?? Json.Null));

    /// <summary>The data of the event "state".</summary>
    public static byte[] Brief(Job job) => JsonReply.Utf8(job with { Input = null, Result = null }, ApiJson.Default.Job);
}

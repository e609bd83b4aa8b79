using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;

namespace OrleansJobs.Client;

/// <summary>Reads streams of events, and opens them anew where they broke off.</summary>
internal static class JobEvents
{
    /// <summary>Tells events until the server says that there are no more, or one is the last.</summary>
    /// <param name="api">The server.</param>
    /// <param name="path">The stream.</param>
    /// <param name="last">The id of the last event that the caller knows; null: none.</param>
    /// <param name="isLast">Whether no event follows on one.</param>
    /// <param name="stop">Ends it.</param>
    public static async IAsyncEnumerable<JobEvent> Read(
        ApiCaller api, string path, string? last, Func<JobEvent, bool> isLast, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var failures = 1; ; failures++)
        {
            var call = new ApiCall(HttpMethod.Get, path) { Header = last is null ? null : ("Last-Event-ID", last) };
            using var response = await api.Answer(call, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NoContent) yield break;
            using var body = new AliveStream(await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false), api.Options);
            var parser = SseParser.Create(body, static (type, data) => Parse(type, data));
            var events = parser.EnumerateAsync(stop).GetAsyncEnumerator(stop);
            await using var _ = events.ConfigureAwait(false);
            while (await MoveNext(events, stop).ConfigureAwait(false))
            {
                failures = 0;
                var told = events.Current.Data with { Id = events.Current.EventId };
                last = told.Id ?? last;
                yield return told;
                if (isLast(told)) yield break;
            }

            // An id without an event says where the stream begins; that of an event that broke off must not be told as known.
            if (body.EndsBetweenEvents && parser.LastEventId.Length > 0) last = parser.LastEventId;
            await Task.Delay(RetryPolicy.PauseAfter(failures + 1, null, api.Options), api.Options.TimeProvider, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Whether there is another event; not if the connection broke.</summary>
    private static async ValueTask<bool> MoveNext(IAsyncEnumerator<SseItem<JobEvent>> events, CancellationToken stop)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private static JobEvent Parse(string type, ReadOnlySpan<byte> data) => type switch
    {
        "state" => new JobEvent.StateChanged(JsonSerializer.Deserialize(data, ClientJson.Default.Job)!),
        "progress" => new JobEvent.Progressed(JsonSerializer.Deserialize(data, ClientJson.Default.JobProgress)!),
        "log" => new JobEvent.Logged(JsonSerializer.Deserialize(data, ClientJson.Default.JobLogLine)!),
        "result" => new JobEvent.Result(JsonElement.Parse(data)),
        "reset" => new JobEvent.Reset(),
        _ => new JobEvent.Other(type, Encoding.UTF8.GetString(data)),
    };
}

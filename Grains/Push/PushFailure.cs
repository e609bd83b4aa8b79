using System.Net;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Says what an answer means that was not asked for. Pure.</summary>
internal static class PushFailure
{
    private const int Quoted = 500;

    /// <summary>The failure of the attempt: for good, for a time that the receiver names, or until the next attempt.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="mayPass">Whether a status may be another one the next time.</param>
    /// <param name="now">The time.</param>
    /// <param name="longestRetryAfter">The longest that the receiver may put off the next attempt.</param>
    public static Exception Of(PushAnswer answer, Func<int, bool> mayPass, DateTimeOffset now, TimeSpan longestRetryAfter)
    {
        var message = Describe(answer);
        if (!mayPass(answer.Status)) return new NonRetryableException(message);
        return RetryAfter.Of(answer.RetryAfter, now, longestRetryAfter) is { } until ? new RetryLaterException(message, until) : new IOException(message);
    }

    private static string Describe(PushAnswer answer)
    {
        var said = $"The receiver answered {answer.Status} ({(HttpStatusCode)answer.Status})";
        return HttpResult.TextOf(answer) is { Length: > 0 } text ? $"{said}: {Text.Cut(text, Quoted)}" : $"{said}.";
    }
}

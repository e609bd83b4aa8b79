using System.Net.Http.Headers;

namespace OrleansJobs.Grains.Push;

/// <summary>Reads until when a receiver wants no more requests. Pure.</summary>
public static class RetryAfter
{
    /// <summary>The time that the header names, as seconds or as a date, at most <paramref name="longest"/> ahead; null if there is none.</summary>
    public static DateTimeOffset? Of(RetryConditionHeaderValue? header, DateTimeOffset now, TimeSpan longest)
    {
        if ((header?.Delta ?? header?.Date - now) is not { } pause) return null;
        return now + (pause < longest ? pause : longest);
    }
}

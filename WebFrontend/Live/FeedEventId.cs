using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>A place among the events of many jobs: "feed.number".</summary>
/// <param name="Feed">Drawn when the process began to listen for these jobs: another process has another one.</param>
/// <param name="Number">How many events there have been since.</param>
internal sealed record FeedEventId(Guid Feed, long Number) : IEventId<FeedEventId>
{
    public static bool TryParse(string text, [NotNullWhen(true)] out FeedEventId? id)
    {
        id = text.Split('.') is [var feed, var number]
            && Guid.TryParseExact(feed, "N", out var f)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? new FeedEventId(f, n)
                : null;
        return id is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Feed:N}.{Number}");
}

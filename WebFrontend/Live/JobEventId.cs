using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>
/// What a caller knows of a job: "version.attempt.line", and ".result" if that too. Of a commit that has several events all but the
/// last have the version before, so that a stream that broke in between goes on at the right one.
/// </summary>
/// <param name="Version">The version whose state and progress are known; 0 before any.</param>
/// <param name="Line">The last line of the log that is known.</param>
/// <param name="HasResult">Whether the result is known.</param>
internal sealed record JobEventId(long Version, JobLogPosition Line, bool HasResult = false) : IEventId<JobEventId>
{
    /// <summary>Nothing is known.</summary>
    public static readonly JobEventId None = new(0, JobLogPosition.Start);

    private const string Result = "result";

    public static bool TryParse(string text, [NotNullWhen(true)] out JobEventId? id)
    {
        id = text.Split('.') switch
        {
            [var version, var attempt, var line] => Read(version, attempt, line),
            [var version, var attempt, var line, Result] => Read(version, attempt, line) is { } read ? read with { HasResult = true } : null,
            _ => null,
        };
        return id is not null;
    }

    /// <summary>Whether the caller knows all that there will be of a job that has ended.</summary>
    public bool IsAllOf(Job job) =>
        job.HasEnded && job.Version <= Version && (HasResult || job.State != JobState.Succeeded || job.PayloadExpired);

    /// <summary>Whether a line comes behind the last one that is known.</summary>
    public bool IsBefore(JobLogLine line) => (Line.Attempt, Line.Number).CompareTo((line.Attempt, line.Number)) < 0;

    /// <summary>As it is when the caller knows this line too.</summary>
    public JobEventId With(JobLogLine line) => this with { Line = new JobLogPosition { Attempt = line.Attempt, Number = line.Number } };

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}.{Line.Attempt}.{Line.Number}{(HasResult ? "." + Result : "")}");

    private static JobEventId? Read(string version, string attempt, string line) =>
        long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
        && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var a)
        && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new JobEventId(v, new JobLogPosition { Attempt = a, Number = n })
            : null;
}

using System.Text.Json;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>A job that the soak submits: what it asks for, and how it must end.</summary>
/// <param name="Body">The body of the submit.</param>
/// <param name="EndsAs">The state it must end in.</param>
/// <param name="Key">Its idempotency key, if it has one.</param>
/// <param name="Cancel">Whether it is cancelled as soon as it is acknowledged.</param>
/// <param name="Lane">Its lane in queue <see cref="LaneQueue"/>, if it has one.</param>
internal sealed record SoakJob(byte[] Body, string EndsAs, string? Key = null, bool Cancel = false, string? Lane = null)
{
    /// <summary>The queue in which a lane has one job at a time.</summary>
    public const string LaneQueue = "soak-lanes";

    private const int Lanes = 100;

    // Long enough to be running still when the cancel comes.
    private static readonly SoakJob Cancelled = new(Text(new { kind = "sleep", input = new { duration = "PT30S" } }), "cancelled", Cancel: true);
    private static readonly SoakJob Noop = new(Text(new { kind = "noop" }), "succeeded");
    private static readonly SoakJob Failing = new(Text(new
    {
        kind = "fail",
        input = new { },
        retry = new { maxAttempts = 2, initialDelay = "PT0.05S", maxDelay = "PT0.1S" },
    }), "failed");

    /// <summary>The job with this number: of ten, three are noop, two sleep, one is delayed, keyed, failing, cancelled, in a lane.</summary>
    public static SoakJob Of(long number, Random random) => (number % 10) switch
    {
        0 => Cancelled,
        1 => Failing,
        2 => new SoakJob(Noop.Body, "succeeded", Key: $"soak-{number}"),
        3 => new SoakJob(Text(new { kind = "noop", delay = $"PT{random.Next(1, 5)}S" }), "succeeded"),
        4 or 5 => new SoakJob(Text(new { kind = "sleep", input = new { duration = $"PT0.{random.Next(10, 99)}S" } }), "succeeded"),
        6 => InLane($"lane-{number / 10 % Lanes}", random),
        _ => Noop,
    };

    private static SoakJob InLane(string lane, Random random) =>
        new(Text(new { kind = "sleep", queue = LaneQueue, lane, input = new { duration = $"PT0.0{random.Next(1, 9)}S" } }), "succeeded", Lane: lane);

    private static byte[] Text(object body) => JsonSerializer.SerializeToUtf8Bytes(body);
}

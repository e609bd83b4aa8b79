using System.Net;

namespace OrleansJobs.Cli.Doctor;

/// <summary>Whether the service answers, is ready, and has the right time.</summary>
internal static class ServiceHealth
{
    // Times of jobs are the service's: who compares them with a clock here wants to know of more than this.
    private static readonly TimeSpan MostDifference = TimeSpan.FromSeconds(2);

    private const string Interface = "v1";

    public static async IAsyncEnumerable<Finding> Of(Session session)
    {
        var time = session.Surroundings.Time;
        var (sent, began) = (time.GetUtcNow(), time.GetTimestamp());
        using var health = await session.Http.GetAsync(new Uri("healthz", UriKind.Relative), session.Stop);
        var took = time.GetElapsedTime(began);
        yield return health.IsSuccessStatusCode
            ? Finding.Ok("connection", $"{session.Address} answers in {session.Screen.Words.Of(took)}")
            : Finding.Problem("connection", $"{session.Address} answers {(int)health.StatusCode} to GET /healthz", "Is it an OrleansJobs service? A proxy in between may refuse.");
        if (health.Headers.Date is { } date) yield return Clock(date - (sent + (took / 2)), session.Screen.Words);
        yield return await Readiness(session);
        yield return await Version(session);
        if (session.Address.IsLoopback)
            yield return Finding.Note("disk, settings", "a service does not tell of them over HTTP", "Its first lines of output say where its data is; a wrong setting stops its start.");
    }

    /// <summary>What the difference of two clocks means.</summary>
    /// <param name="ahead">By how much the service's is ahead; it tells whole seconds.</param>
    /// <param name="words">How it is said.</param>
    public static Finding Clock(TimeSpan ahead, Words words) => ahead.Duration() <= MostDifference
        ? Finding.Ok("clock", "as here")
        : Finding.Problem("clock", $"the service's is {words.Of(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's", "Let both take the time from a server (NTP).");

    private static async Task<Finding> Readiness(Session session)
    {
        using var ready = await session.Http.GetAsync(new Uri("readyz", UriKind.Relative), session.Stop);
        if (ready.StatusCode == HttpStatusCode.OK) return Finding.Ok("readiness", "ready for work");
        var problem = (await Client.Http.Problems.Of(ready, session.Stop)).Problem!;
        var reasons = (problem.Errors ?? new Dictionary<string, IReadOnlyList<string>>()).Select(one => $"{one.Key} {string.Join(", ", one.Value)}");
        return Finding.Problem("readiness", string.Join("; ", [problem.Detail ?? $"GET /readyz is {problem.Status}", .. reasons]), "Its log says more.");
    }

    // A service tells the version of its interface, and not its own.
    private static async Task<Finding> Version(Session session)
    {
        using var document = await session.Http.GetAsync(new Uri("openapi/v1.json", UriKind.Relative), session.Stop);
        if (!document.IsSuccessStatusCode) return Finding.Note("version", "the service does not tell its interface");
        using var json = JsonDocument.Parse(await document.Content.ReadAsByteArrayAsync(session.Stop));
        var there = json.RootElement.GetProperty("info").GetProperty("version").GetString();
        var here = typeof(ServiceHealth).Assembly.GetName().Version!.ToString(3);
        return there == Interface
            ? Finding.Ok("version", $"this program is {here}, the service's interface {there}")
            : Finding.Problem("version", $"this program knows interface {Interface}, the service has {there}", "dotnet tool update OrleansJobs.Tool");
    }
}

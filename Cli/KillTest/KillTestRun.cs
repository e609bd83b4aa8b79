namespace OrleansJobs.Cli.KillTest;

/// <summary>Kills a service of its own under load, as often as it shall, and says what that cost.</summary>
internal sealed class KillTestRun : IDisposable
{
    private const string Queue = "kill-test";
    private const int Retries = 100;

    // Long enough that jobs run when the service is killed, which submits them faster.
    private static readonly JobSpec Sleep = new("sleep") { Queue = Queue, Input = JsonElement.Parse("""{"duration":"PT0.5S"}""") };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Session _session;
    private readonly KillTestPlan _plan;
    private readonly ScratchService _service;
    private readonly OrleansJobsClient _client;

    private KillTestRun(Session session, KillTestPlan plan, string directory)
    {
        (_session, _plan) = (session, plan);
        _service = new ScratchService(plan.Service, directory, session.Surroundings.Time);
        _client = new OrleansJobsClient(new OrleansJobsClientOptions
        {
            Address = _service.Address,
            MaxRetries = Retries,
            MaxRetryDelay = TimeSpan.FromMilliseconds(500),
            TimeProvider = session.Surroundings.Time,
        });
    }

    /// <summary>Does it all, and tells.</summary>
    public static async Task<ExitCode> Run(Session session, KillTestPlan plan)
    {
        var directory = Directory.CreateTempSubdirectory("orleansjobs-kill-test-").FullName;
        var isKept = false;
        try
        {
            KillTestReport report;
            using (var run = new KillTestRun(session, plan, directory))
            {
                await run._service.Start(session.Stop);
                // From here on a fault has something to show.
                isKept = true;
                report = await run.Run();
            }

            Tell(session, report, directory);
            isKept = !report.IsClean;
            return report.IsClean ? ExitCode.Ok : ExitCode.ProblemFound;
        }
        catch (OperationCanceledException)
        {
            isKept = false;
            throw;
        }
        finally
        {
            if (!isKept) Directory.Delete(directory, recursive: true);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
    }

    private static void Tell(Session session, KillTestReport report, string directory)
    {
        if (session.AsJson) session.Screen.WriteJson(JsonSerializer.SerializeToElement(report, KillTestJson.Default.KillTestReport));
        else session.Screen.Write(Facts.Of(session.Screen.Words, [.. report.Lines, ("data kept in", report.IsClean ? null : directory)]));
    }

    private async Task<KillTestReport> Run()
    {
        var fates = new List<JobFate>();
        var (kills, starts) = (new List<DateTimeOffset>(), new List<TimeSpan>());
        for (var round = 1; round <= _plan.Kills; round++)
        {
            var load = new KillLoad(_client.Jobs, Sleep, _plan.Jobs);
            var submitting = load.Run($"{Queue}-{round}", _plan.Connections, _session.Stop);
            await Task.WhenAny(load.Half, submitting);
            await _service.Kill();
            kills.Add(_session.Surroundings.Time.GetUtcNow());
            starts.Add(await _service.Start(_session.Stop));
            fates.AddRange(await FatesOf(await submitting));
        }

        var made = await _client.Jobs.Count(new JobFilter { Queue = Queue }, _session.Stop);
        return KillTestReport.Of(fates, made.Count, kills, starts);
    }

    private async Task<IReadOnlyList<JobFate>> FatesOf(IReadOnlyList<Guid> ids)
    {
        var fates = new List<JobFate>();
        var began = _session.Surroundings.Time.GetTimestamp();
        foreach (var id in ids) fates.Add(new(id, await EndOf(id, Patience - _session.Surroundings.Time.GetElapsedTime(began))));
        return fates;
    }

    private async Task<Job?> EndOf(Guid id, TimeSpan patience)
    {
        try
        {
            return await _client.Jobs.WaitForEnd(id, patience, _session.Stop);
        }
        catch (Exception error) when (error is TimeoutException or OrleansJobsException { IsNotFound: true })
        {
            return null;
        }
    }
}

namespace OrleansJobs.Cli.KillTest;

/// <summary>What a kill test does.</summary>
/// <param name="Service">The program of the service: an executable, or a .dll.</param>
/// <param name="Jobs">Jobs that are submitted between a start and the next.</param>
/// <param name="Kills">How often the service is killed.</param>
/// <param name="Connections">Submits that are under way at once.</param>
internal sealed record KillTestPlan(string Service, int Jobs, int Kills, int Connections);

/// <summary>Options that say what a kill test does.</summary>
internal sealed class KillTestOptions
{
    private const string Variable = "ORLEANSJOBS_SERVICE";
    private const int DefaultJobs = 200;
    private const int DefaultKills = 3;
    private const int DefaultConnections = 8;

    private readonly Option<string?> _service = Give.Text("--service", $"Of the kill test: the program of the service, an executable or a .dll. Default: the variable {Variable}.");
    private readonly Option<int?> _jobs = Give.Number("--jobs", $"Of the kill test: jobs that are submitted around each kill. Default {DefaultJobs}.", 2, DefaultJobs);
    private readonly Option<int?> _kills = Give.Number("--kills", $"Of the kill test: how often the service is killed. Default {DefaultKills}.", 1, DefaultKills);
    private readonly Option<int?> _connections = Give.Number("--connections", $"Of the kill test: submits that are under way at once. Default {DefaultConnections}.", 1, DefaultConnections);

    public IEnumerable<Symbol> All => [_service, _jobs, _kills, _connections];

    /// <exception cref="UsageException">There is no such program.</exception>
    public KillTestPlan Read(Session session)
    {
        var service = session.Get(_service) ?? session.Surroundings.Variable(Variable) ?? throw new UsageException($"The kill test needs --service, or {Variable}: the program of the service.");
        if (!File.Exists(service)) throw new UsageException($"There is no file {service}.");
        return new(Path.GetFullPath(service), session.Get(_jobs)!.Value, session.Get(_kills)!.Value, session.Get(_connections)!.Value);
    }
}

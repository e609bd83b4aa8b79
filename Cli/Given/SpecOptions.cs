namespace OrleansJobs.Cli.Given;

/// <summary>Options that say what a new job shall be.</summary>
internal sealed class SpecOptions
{
    private readonly Option<string?> _input = Give.Json("--input", "The input.");
    private readonly Option<string?> _queue = Give.Text("--queue", "The queue. Default: that of the kind.");
    private readonly Option<int?> _priority = new("--priority") { Description = "-100 to 100; higher runs first. Default 0.", HelpName = "number" };
    private readonly Option<TimeSpan?> _delay = Give.Duration("--delay", "Not before so long from now.");
    private readonly Option<TimeSpan?> _timeout = Give.Duration("--attempt-timeout", "The longest that one attempt may run.");
    private readonly Option<int?> _attempts = Give.Number("--max-attempts", "Attempts that may fail in all; 1 means no retry.", 1);
    private readonly Option<string?> _lane = Give.Text("--lane", "The lane of the queue.");
    private readonly Option<int?> _cost = Give.Number("--cost", "Slots that it takes while it runs. Default 1.", 1);
    private readonly Option<string[]> _tags = Give.Texts("--tag", "A word to find it by.");
    private readonly Option<string[]> _requires = Give.Texts("--requires", "A label that a worker must have to run it.");

    public IEnumerable<Symbol> All => [_input, _queue, _priority, _delay, _timeout, _attempts, _lane, _cost, _tags, _requires];

    public async Task<JobSpec> Read(Session session, string kind) => new(kind)
    {
        Input = await session.GetJson(_input),
        Queue = session.Get(_queue),
        Priority = session.Get(_priority),
        Delay = session.Get(_delay),
        Timeout = session.Get(_timeout),
        Retry = session.Get(_attempts) is { } attempts ? new RetryRule { MaxAttempts = attempts } : null,
        Lane = session.Get(_lane),
        Cost = session.Get(_cost),
        Tags = Given(session.Get(_tags)),
        Requires = Given(session.Get(_requires)),
    };

    private static string[]? Given(string[]? several) => several is { Length: > 0 } ? several : null;
}

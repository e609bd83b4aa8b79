namespace OrleansJobs.Cli.Given;

/// <summary>Options that say which jobs.</summary>
internal sealed class FilterOptions
{
    private readonly Option<JobState?> _state = Give.Word<JobState>("--state", "Only jobs in this state.");
    private readonly Option<string?> _kind = Give.Text("--kind", "Only jobs of this kind.");
    private readonly Option<string?> _queue = Give.Text("--queue", "Only jobs of this queue.");
    private readonly Option<string?> _lane = Give.Text("--lane", "Only jobs of this lane.");
    private readonly Option<string?> _schedule = Give.Text("--schedule", "Only runs of this schedule.");
    private readonly Option<Guid?> _batch = Give.IdOption("--batch", "Only jobs of this batch.");
    private readonly Option<Guid?> _replayOf = Give.IdOption("--replay-of", "Only replays of this job.");
    private readonly Option<string?> _tag = Give.Text("--tag", "Only jobs with this tag.");
    private readonly Option<DateTimeOffset?> _from = Give.Time("--created-from", "Only jobs submitted at this time or later.");
    private readonly Option<DateTimeOffset?> _to = Give.Time("--created-to", "Only jobs submitted before this time.");
    private readonly Option<string?> _text = Give.Text("-q", "The beginning of an id, else a kind, else a tag.");

    public IEnumerable<Symbol> All => [_state, _kind, _queue, _lane, _schedule, _batch, _replayOf, _tag, _from, _to, _text];

    public JobFilter Read(Session session) => new()
    {
        State = session.Get(_state),
        Kind = session.Get(_kind),
        Queue = session.Get(_queue),
        Lane = session.Get(_lane),
        Schedule = session.Get(_schedule),
        Batch = session.Get(_batch),
        ReplayOf = session.Get(_replayOf),
        Tag = session.Get(_tag),
        CreatedFrom = session.Get(_from),
        CreatedTo = session.Get(_to),
        Text = session.Get(_text),
    };
}

using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// How jobs wait for each other. A parent first notes, in its row, that it has a child, and the table of dependencies says who; then the
/// child is stored. The commit of the parent's end says in the table how it ended, and the child's own write takes that in.
/// </summary>
internal sealed partial class JobGrain
{
    // How long the note of an end is kept for a job that there is not: its submit may still be under way at an activation that is superseded.
    private static readonly TimeSpan LongestSubmit = TimeSpan.FromMinutes(1);

    private const int ChildrenAtOnce = 1_000;

    private int _submitsOfChild;

    // Since when ends are told to a job that there is not, and that is not being made here; by uptime, as clocks of two silos may differ by more.
    private long? _missingSince;

    public async Task<ParentState> AddChild(Guid child)
    {
        try
        {
            var decision = await _ledger.Apply(new JobEvent.ChildAdded(child)).WaitAsync(LongestCall, _engine.Time);
            return decision switch
            {
                JobDecision.Change => ParentState.Awaited,
                JobDecision.Refuse { Why: JobRefusal.HasEnded } when _ledger.Committed is { HasEnded: true } ended => ParentStates.Of(ended.Phase),
                JobDecision.Refuse { Why: JobRefusal.Unknown } => ParentState.Unknown,
                _ => ParentState.Unavailable,
            };
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Id, nameof(AddChild), error);
            return ParentState.Unavailable;
        }
    }

    public async Task ParentEnded(Guid parent, ParentState end)
    {
        if (ParentStates.EndOf(end) is not { } phase) return;
        try
        {
            switch (await _ledger.Apply(new JobEvent.ParentEnded(parent, phase)))
            {
                case JobDecision.Change { After.Phase: not JobPhase.Waiting }:
                    LetGo();
                    break;
                case JobDecision.Refuse { Why: JobRefusal.Unknown } when await BecomeDelivery(parent, phase):
                    break;
                case JobDecision.Refuse { Why: JobRefusal.Unknown } when MayBeMade():
                    break;
                case JobDecision.Refuse:
                    await _engine.Dependencies.Drop(parent, Id);
                    break;
            }
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, nameof(ParentEnded), error);
        }
    }

    /// <summary>
    /// Whether the job that there is not may be stored yet by a submit that began before this end. One that begins later hears of it from the parent.
    /// </summary>
    private bool MayBeMade()
    {
        if (_submitsOfChild > 0) return true;
        _missingSince ??= _engine.Time.GetTimestamp();
        return _engine.Time.GetElapsedTime(_missingSince.Value) < LongestSubmit;
    }

    /// <summary>
    /// Makes the job that tells of an end, if this is to be one. The end stays noted until that job is stored: a crash makes neither none nor two of them.
    /// </summary>
    /// <returns>Whether it is.</returns>
    private async Task<bool> BecomeDelivery(Guid ended, JobPhase end)
    {
        var job = await _engine.Store.Read(ended, CancellationToken.None);
        if (job is null || _engine.Webhooks.DeliveryOf(job, Id, end, _engine.Time.Now()) is not { } delivery) return false;
        LetGo();
        var decision = await _ledger.Apply(new JobEvent.Submitted(Fresh(delivery)));
        if (decision is JobDecision.Change or JobDecision.Refuse { Why: JobRefusal.Exists }) await _engine.Dependencies.Drop(ended, Id);
        return true;
    }

    /// <summary>Makes a job that waits for others, unless all of them have ended.</summary>
    private async Task<SubmitResult> CreateChild(JobRecord job, JobSpec spec)
    {
        // Whatever comes of it: a job that waits needs no activation, and one that is not made neither.
        LetGo();
        _submitsOfChild++;
        try
        {
            return await CreateAfterParents(job, spec);
        }
        finally
        {
            _submitsOfChild--;
            _missingSince = null;
        }
    }

    private async Task<SubmitResult> CreateAfterParents(JobRecord job, JobSpec spec)
    {
        var states = await Task.WhenAll(spec.After.Select(parent => GrainFactory.GetGrain<IJobGrain>(parent).AddChild(Id)));
        if (states.Contains(ParentState.Unavailable)) return new SubmitResult.Unavailable { Unchanged = true };
        if (Unknown(states) is { IsEmpty: false } errors) return new SubmitResult.Invalid { Errors = errors };
        var ended = spec.After.Zip(states, (parent, state) => (Parent: parent, End: ParentStates.EndOf(state)))
            .Where(parent => parent.End is not null)
            .Select(parent => new JobEvent.ParentEnded(parent.Parent, parent.End!.Value));
        var decisions = await _ledger.Apply([new JobEvent.Submitted(job), .. ended]);
        return ResultOf(decisions[0], spec);
    }

    private static ImmutableArray<FieldError> Unknown(ParentState[] states) =>
        [.. states.Index().Where(state => state.Item == ParentState.Unknown).Select(state => JobSpecRules.UnknownParent(state.Index))];

    /// <summary>Hints, all of which may be lost.</summary>
    private async Task TellChildren()
    {
        try
        {
            var told = Guid.Empty;
            IReadOnlyList<Dependency> page;
            do
            {
                page = await _engine.Dependencies.ReadEnded(Id, told, ChildrenAtOnce, CancellationToken.None);
                foreach (var (_, child, end) in page)
                {
                    _ = GrainFactory.GetGrain<IJobGrain>(child).ParentEnded(Id, ParentStates.Of(end));
                    told = child;
                }
            }
            while (page.Count == ChildrenAtOnce);
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, nameof(TellChildren), error);
        }
    }
}

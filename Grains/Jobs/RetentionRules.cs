using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>How long ended jobs are kept, as the settings say it: the most precise one holds.</summary>
public sealed class RetentionRules(IOptions<RetentionOptions> retention, IOptions<IdempotencyOptions> idempotency)
{
    private static readonly ImmutableArray<JobPhase> Ends = [JobPhase.Succeeded, JobPhase.Failed, JobPhase.Cancelled];

    private readonly RetentionOptions _options = retention.Value;

    /// <summary>The kinds that have settings of their own.</summary>
    public IEnumerable<string> Kinds => _options.Kinds.Keys;

    /// <summary>How long jobs of the kind keep their payload; null for those of kinds without settings. It goes with the row at the latest.</summary>
    public PayloadTimes PayloadsOf(string? kind) =>
        new(PayloadOf(kind, JobPhase.Succeeded), PayloadOf(kind, JobPhase.Failed), PayloadOf(kind, JobPhase.Cancelled));

    /// <summary>How long rows are kept.</summary>
    public RowTimes Rows() => new(
        AtLeastKeys(_options.Row),
        [.. Kinds.Order(StringComparer.Ordinal).Append(null).SelectMany(kind => Ends.Select(end => new RowTime(kind, end, RowOf(kind, end))))]);

    private TimeSpan PayloadOf(string? kind, JobPhase end)
    {
        var (payload, row) = (Find(kind, end, term => term.Payload) ?? _options.Payload, RowOf(kind, end));
        return payload < row ? payload : row;
    }

    private TimeSpan RowOf(string? kind, JobPhase end) => AtLeastKeys(Find(kind, end, term => term.Row) ?? _options.Row);

    private TimeSpan AtLeastKeys(TimeSpan row) => row > idempotency.Value.Window ? row : idempotency.Value.Window;

    private TimeSpan? Find(string? kind, JobPhase end, Func<RetentionTerm, TimeSpan?> read)
    {
        var own = kind is null ? null : _options.Kinds[kind];
        return (own is null ? null : read(Of(end, own.Succeeded, own.Failed, own.Cancelled)) ?? read(own))
            ?? read(Of(end, _options.Succeeded, _options.Failed, _options.Cancelled));
    }

    private static RetentionTerm Of(JobPhase end, RetentionTerm succeeded, RetentionTerm failed, RetentionTerm cancelled) => end switch
    {
        JobPhase.Succeeded => succeeded,
        JobPhase.Failed => failed,
        JobPhase.Cancelled => cancelled,
        _ => throw new ArgumentException($"{end} is no end.", nameof(end)),
    };
}

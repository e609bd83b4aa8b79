using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Describes the kinds that there are, and registers those that workers outside run.</summary>
[StatelessWorker, Reentrant]
internal sealed partial class KindsGrain(JobKinds kinds, OutsideKinds outside, IKindStore store, IOptions<LimitOptions> limits, TimeProvider time, ILogger<KindsGrain> logger)
    : Grain, IKindsGrain
{
    public async Task<ImmutableArray<KindDescription>> List()
    {
        await outside.Read();
        return [.. kinds.Names.Select(name => kinds.Find(name)!).Concat(kinds.Outside).Select(kind => kind.Description).OrderBy(kind => kind.Name, StringComparer.Ordinal)];
    }

    public async Task<KindDescription?> Get(string name)
    {
        await outside.Know(name);
        return kinds.Find(name)?.Description;
    }

    public async Task<KindResult> Put(OutsideKind kind)
    {
        if (kinds.RunsHere(kind.Name)) return new KindResult.RunsHere();
        var errors = OutsideKindRules.Check(kind, limits.Value, time.Now());
        if (!errors.IsEmpty) return new KindResult.Invalid { Errors = errors };
        return await Change(kind.Name, async () =>
        {
            await outside.Know(kind.Name);
            if (kinds.FindOutside(kind.Name) is null && kinds.Outside.Count() >= limits.Value.Kinds) return TooMany;
            var isNew = await store.PutKind(kind);
            await outside.Read();
            return new KindResult.Changed { Kind = new WorkerKind(kind).Description, IsNew = isNew };
        });
    }

    public async Task<KindResult> Remove(string name)
    {
        if (kinds.RunsHere(name)) return new KindResult.RunsHere();
        return await Change(name, async () =>
        {
            await outside.Know(name);
            var kind = kinds.FindOutside(name);
            var removed = await store.RemoveKind(name);
            await outside.Read();
            return removed && kind is not null ? new KindResult.Changed { Kind = kind.Description } : new KindResult.NotFound();
        });
    }

    private KindResult.Invalid TooMany =>
        new() { Errors = [new FieldError { Field = "kind", Message = $"is one too many: no more than {limits.Value.Kinds} can be registered (Limits:Kinds)" }] };

    private async Task<KindResult> Change(string name, Func<Task<KindResult>> change)
    {
        try
        {
            return await change();
        }
        catch (StoreException error)
        {
            LogUnavailable(name, error);
            return new KindResult.Unavailable();
        }
    }

    [LoggerMessage(24, LogLevel.Warning, "Kind {Kind}: a change was not recorded in time or at all")]
    private partial void LogUnavailable(string kind, Exception error);
}

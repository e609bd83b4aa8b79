using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Workers;

namespace OrleansJobs.Silo.Storage.Submits;

/// <summary>What PostgreSQL's function submit has to know of this program: the kinds that it runs, and its limits.</summary>
internal sealed class SubmitCatalogue(Database database, JobKinds kinds, IOptions<LimitOptions> limits)
{
    private const string PutKind =
        """
        INSERT INTO submit_kinds (name, numbered, detail) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET numbered = excluded.numbered, detail = excluded.detail
        """;

    private const string PutLimit = "INSERT INTO submit_limits (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    /// <summary>Stores it. Kinds that only other programs have stay.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public Task Publish()
    {
        // Of the service's own kinds it alone makes jobs.
        var known = kinds.Names.Select(name => kinds.Find(name)!).Where(kind => !kind.Options.Own)
            .Select(kind => kind.Description).Select(kind => (kind.Name, kind.Numbered, Detail: DetailOf(kind))).ToList();
        return database.Write((session, _) =>
        {
            foreach (var (name, numbered, detail) in known) session.Execute(PutKind, name, numbered, detail);
            foreach (var (name, value) in Limits) session.Execute(PutLimit, name, value);
            return known.Count;
        });
    }

    private IEnumerable<(string Name, long Value)> Limits =>
    [
        (nameof(LimitOptions.Input), limits.Value.Input), (nameof(LimitOptions.Name), limits.Value.Name), (nameof(LimitOptions.Tags), limits.Value.Tags),
        (nameof(LimitOptions.Labels), limits.Value.Labels), (nameof(LimitOptions.Ahead), (long)limits.Value.Ahead.TotalSeconds),
    ];

    /// <summary>As kinds of workers are stored.</summary>
    private static string DetailOf(KindDescription kind) => JsonSerializer.Serialize(
        new OutsideKind { Name = kind.Name, Queue = kind.Queue, Timeout = kind.Timeout, Retry = kind.Retry, InputSchema = kind.Input }, StorageJson.Default.OutsideKind);
}

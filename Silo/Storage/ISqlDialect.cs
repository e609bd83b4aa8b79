using OrleansJobs.Silo.Storage.Workers;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// What differs between the databases in statements and their values. Statement texts are shared wherever they can be:
/// parameters are $1, $2 ... in the order of their first use.
/// </summary>
internal interface ISqlDialect
{
    /// <summary>How the driver wants the parameter $<paramref name="position"/> to be named.</summary>
    string ParameterName(int position);

    /// <summary>The value as the driver takes it.</summary>
    object ParameterValue(object? value);

    /// <summary>
    /// $6 rows of jobs numbered below $4 and from $5 on, of the combinations in use of the phase $1, the queue $2 and the kind $3
    /// (<see cref="ListQuery.Combinations"/>), the newest first; with a side (<see cref="PendingRows"/>), those on that side of the time $7.
    /// </summary>
    string ListByCombination(string? side);

    /// <summary>
    /// What joins a table, the only one before it, with the rows x of jobs that match a condition on its rows: those of each by an index that has
    /// them in this order; at most so many of each, or all. It ends the FROM and the WHERE.
    /// </summary>
    string EachJob(string condition, string order, string limit);

    /// <summary>A parameter whose value is a text, for a column of JSON.</summary>
    string AsJson(string parameter);

    /// <summary>A table whose column "value" has the texts of the JSON array $2.</summary>
    string Texts { get; }

    /// <summary>
    /// Due rows of the lanes in the JSON array $2 of the queue $1: as <see cref="WindowQuery.Entry"/> reads them, at most $4 of each
    /// lane and priority, due at $3.
    /// </summary>
    string DueByLane { get; }

    /// <summary>As <see cref="DueByLane"/>, of the rows for workers of the line $1.</summary>
    string OfferedByLane => OfferedRows.OfLine(DueByLane);

    /// <summary>Whether the attempt $2 of the job $1 runs, which stays so until the commit.</summary>
    string HoldAttempt { get; }

    /// <summary>Whether this transaction is the only one that sweeps, among all processes, until it ends.</summary>
    bool MaySweep(Session session);
}

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
    /// $3 rows of jobs numbered below $2 and from $6 on, of each combination of queue, kind and phase in use, the newest first; null
    /// in $1, $4, $5 stands for any phase, queue, kind. Times to run are after $7, and up to $8, if these are given.
    /// </summary>
    string ListByCombination { get; }

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

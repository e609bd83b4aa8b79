using System.Data.Common;
using System.Globalization;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>
/// What the storage promises, whatever the database: a class for each database inherits all of it. Each test has a
/// database of its own.
/// </summary>
public abstract partial class StoreContract : IDisposable
{
    private readonly ITestStore _place;
    private OpenStore? _store;

    private protected StoreContract(ITestStore place) => _place = place;

    private protected ITestStore Place => _place;

    private protected OpenStore Store => _store ??= OpenStore.Started(_place);

    private protected JobTable Jobs => Store.Jobs;

    public void Dispose()
    {
        _store?.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes in an orderly way; the next use opens anew.</summary>
    private protected void Close()
    {
        _store?.Dispose();
        _store = null;
    }

    private protected long Number(string sql)
    {
        using var connection = _place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private protected List<string> Texts(string sql)
    {
        using var connection = _place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        return [.. reader.Cast<DbDataRecord>().Select(row => row.GetString(0))];
    }

    private protected void Execute(string sql)
    {
        using var connection = _place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

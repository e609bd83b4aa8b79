using System.Data.Common;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// A connection with the statements prepared on it. Used by one caller at a time, and one statement at a time: its reader
/// is disposed before the next is run.
/// </summary>
internal sealed class Session(DbConnection connection, ISqlDialect dialect) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    public ISqlDialect Dialect => dialect;

    /// <summary>The statement with its parameters set. Kept prepared: the text must come from a bounded set.</summary>
    public DbCommand Command(string text, params ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(text, out var command)) _commands.Add(text, command = Create(text, values.Length));
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = dialect.ParameterValue(values[i]);
        return command;
    }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public int Execute(string text, params ReadOnlySpan<object?> values) => Command(text, values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null if there is no row.</summary>
    public object? Scalar(string text, params ReadOnlySpan<object?> values) => Command(text, values).ExecuteScalar();

    /// <summary>Runs a statement; reads all its rows.</summary>
    public List<T> Query<T>(Func<DbDataReader, T> read, string text, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Command(text, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        connection.Dispose();
    }

    private DbCommand Create(string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var position = 1; position <= parameters; position++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = dialect.ParameterName(position);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

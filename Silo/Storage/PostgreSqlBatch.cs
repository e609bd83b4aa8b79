using Npgsql;
using NpgsqlTypes;

namespace OrleansJobs.Silo.Storage;

/// <summary>Statements that go to the server together, without waiting for each other's answers.</summary>
internal sealed class PostgreSqlBatch(NpgsqlConnection connection) : IColumnSink, IDisposable
{
    private readonly NpgsqlBatch _batch = connection.CreateBatch();
    private NpgsqlParameterCollection _parameters = null!;

    public bool IsEmpty => _batch.BatchCommands.Count == 0;

    /// <summary>Adds a statement; its parameters follow.</summary>
    public void Add(string text)
    {
        var command = new NpgsqlBatchCommand(text);
        _parameters = command.Parameters;
        _batch.BatchCommands.Add(command);
    }

    public void Integer(long? value) => Bind(NpgsqlDbType.Bigint, value);

    public void Flag(bool value) => Bind(NpgsqlDbType.Boolean, value);

    public void Text(string? value) => Bind(NpgsqlDbType.Text, value);

    public void Id(Guid? value) => Bind(NpgsqlDbType.Uuid, value);

    public void Json(byte[]? value) => Bind(NpgsqlDbType.Json, value);

    public void Texts(string[] values) => Bind(NpgsqlDbType.Text | NpgsqlDbType.Array, values);

    public void Ids(Guid[] values) => Bind(NpgsqlDbType.Uuid | NpgsqlDbType.Array, values);

    /// <summary>Sends the statements; the answers come in their order, one result each that returns rows.</summary>
    public NpgsqlDataReader Run() => _batch.ExecuteReader();

    public void Dispose() => _batch.Dispose();

    private void Bind(NpgsqlDbType type, object? value) =>
        _parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}

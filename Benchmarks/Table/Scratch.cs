using Npgsql;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>A database that is there for one run: a folder for files of SQLite, or one of its own on a server of PostgreSQL.</summary>
internal sealed class Scratch : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleansjobs-table");
    private readonly string? _server;
    private readonly string _name = $"orleansjobs_table_{Guid.NewGuid():N}";

    private Scratch(string? server) => _server = server;

    /// <summary>Where files may be.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The database, as a connection string.</summary>
    public string Connection => _server is null ? $"Data Source={Path.Combine(Folder, "peer.db")}" : new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    /// <summary>The database's kind in words.</summary>
    public static string NameOf(string? server) => server is null ? "SQLite" : "PostgreSQL";

    /// <param name="server">A database on the server, as a connection string of somebody who may create others; null: SQLite.</param>
    public static async Task<Scratch> Create(string? server)
    {
        var scratch = new Scratch(server);
        await scratch.Execute("CREATE DATABASE");
        return scratch;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Execute("DROP DATABASE IF EXISTS", " WITH (FORCE)");
        _folder.Delete(recursive: true);
    }

    private async Task Execute(string statement, string options = "")
    {
        if (_server is null) return;
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand($"{statement} {_name}{options}");
        await command.ExecuteNonQueryAsync();
    }
}

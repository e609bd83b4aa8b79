using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// By what right this process writes to its SQLite file, for as long as it lives: it holds the newest epoch of the owner's row,
/// and the file that it has open is the one at the path. Once either is over it stays over, as another process may have done
/// anything since.
/// </summary>
internal sealed class SqliteClaim(string place)
{
    private const int HasMoved = 20;

    private OwnershipException? _end;
    private long? _epoch;

    /// <summary>Whether nothing is known against it.</summary>
    public bool Holds => _end is null;

    /// <summary>Raises the epoch; a later connection of this process does so only if nobody else has.</summary>
    public void Take(Session session, string owner)
    {
        Demand();
        _epoch = _epoch is { } mine
            ? (long?)session.Scalar("UPDATE engine_owner SET epoch = epoch + 1, owner = $1 WHERE epoch = $2 RETURNING epoch", owner, mine) ?? throw Overtaken()
            : (long)session.Scalar("UPDATE engine_owner SET epoch = epoch + 1, owner = $1 RETURNING epoch", owner)!;
    }

    /// <summary>Checks the claim within a transaction that may write.</summary>
    /// <exception cref="OwnershipException">It is over.</exception>
    public void Check(SqliteConnection connection, long epoch)
    {
        Demand();
        if (epoch != _epoch) throw Overtaken();
        if (IsElsewhere(connection))
            throw End($"{place} is no longer at its place: the file was deleted, moved or replaced while it was open. Nothing more is written; look for the file, and start the service again.", isFinal: false);
    }

    /// <exception cref="OwnershipException">The claim is over.</exception>
    public void Demand()
    {
        if (_end is not null) throw _end;
    }

    private OwnershipException Overtaken() => End($"{place} has been taken over by another process, which must not be: choose another {StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)} for one of the two.", isFinal: true);

    private OwnershipException End(string message, bool isFinal) => _end = new OwnershipException(message) { IsFinal = isFinal };

    // SQLite compares the file that it has open with the one at the path. A system that cannot tell says nothing.
    private static bool IsElsewhere(SqliteConnection connection) =>
        FileControl(connection.Handle!, 0, HasMoved, out var moved) == 0 && moved != 0;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    private static extern int FileControl(SQLitePCL.sqlite3 connection, nint mainDatabase, int operation, out int result);
}

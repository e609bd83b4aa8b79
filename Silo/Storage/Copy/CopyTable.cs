using System.Collections.Immutable;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>A column by its name, which both databases take in any case.</summary>
internal sealed record CopyColumn(string Name, ColumnType Type);

/// <summary>A table that both databases have, with the same columns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">All columns, in SQLite's order.</param>
/// <param name="Order">The columns that give its rows an order that stays: those of the primary key, or all.</param>
internal sealed record CopyTable(string Name, ImmutableArray<CopyColumn> Columns, ImmutableArray<string> Order)
{
    public string ColumnNames { get; } = string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>All rows, in no order.</summary>
    public string Select => $"SELECT {ColumnNames} FROM {Name}";

    /// <summary>All rows but the first $1.</summary>
    public string SelectFrom => $"{Select} ORDER BY {string.Join(", ", Order)} LIMIT {long.MaxValue} OFFSET $1";

    public string Insert =>
        $"INSERT INTO {Name} ({ColumnNames}) VALUES ({string.Join(", ", Columns.Select((_, index) => $"${index + 1}"))})";
}

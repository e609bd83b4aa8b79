using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// A table as bytes, as it is stored: the format's number; rows, rows without value; questions, locations, categories, segments
/// (each list with its length before it); cells. Whole numbers have 7 bits a byte, the lowest first, the eighth bit saying that more
/// follow (as .NET's BinaryWriter does); sums are IEEE 754, 64 bits, little-endian. The same rows in any order give the same bytes
/// but for the last digits of sums.
/// </summary>
internal static class DatasetBytes
{
    private const byte Format = 1;

    /// <summary>The table's bytes.</summary>
    public static byte[] Write(DatasetTable table)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt64(table.Rows);
        writer.Write7BitEncodedInt64(table.RowsWithoutValue);
        foreach (var texts in (ImmutableArray<string>[])[table.Questions, table.Locations, table.Categories, table.Segments])
            WriteTexts(writer, texts);
        writer.Write7BitEncodedInt(table.Cells.Length);
        foreach (var cell in table.Cells) WriteCell(writer, cell);
        return stream.ToArray();
    }

    /// <summary>The table of the bytes.</summary>
    /// <exception cref="InvalidDataException">A newer version of this program wrote them.</exception>
    public static DatasetTable Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var format = reader.ReadByte();
        if (format != Format)
            throw new InvalidDataException($"A stored dataset has the format {format}, which a newer version of this program has written; this one reads {Format}.");
        return new DatasetTable
        {
            Rows = reader.Read7BitEncodedInt64(),
            RowsWithoutValue = reader.Read7BitEncodedInt64(),
            Questions = ReadList(reader, static from => from.ReadString()),
            Locations = ReadList(reader, static from => from.ReadString()),
            Categories = ReadList(reader, static from => from.ReadString()),
            Segments = ReadList(reader, static from => from.ReadString()),
            Cells = ReadList(reader, ReadCell),
        };
    }

    /// <summary>The first half of SHA-256 over the bytes, in hex: the table's version.</summary>
    public static string VersionOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));

    private static void WriteTexts(BinaryWriter writer, ImmutableArray<string> texts)
    {
        writer.Write7BitEncodedInt(texts.Length);
        foreach (var text in texts) writer.Write(text);
    }

    private static void WriteCell(BinaryWriter writer, DatasetCell cell)
    {
        writer.Write7BitEncodedInt(cell.Question);
        writer.Write7BitEncodedInt(cell.Location);
        writer.Write7BitEncodedInt(cell.Category + 1);
        writer.Write7BitEncodedInt(cell.Segment + 1);
        writer.Write(cell.Total.Sum);
        writer.Write7BitEncodedInt64(cell.Total.Count);
    }

    private static DatasetCell ReadCell(BinaryReader reader) => new(
        reader.Read7BitEncodedInt(),
        reader.Read7BitEncodedInt(),
        reader.Read7BitEncodedInt() - 1,
        reader.Read7BitEncodedInt() - 1,
        new Total(reader.ReadDouble(), reader.Read7BitEncodedInt64()));

    private static ImmutableArray<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var list = ImmutableArray.CreateBuilder<T>(reader.Read7BitEncodedInt());
        while (list.Count < list.Capacity) list.Add(read(reader));
        return list.MoveToImmutable();
    }
}

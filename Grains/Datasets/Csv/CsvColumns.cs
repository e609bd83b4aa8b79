using CsvHelper;

namespace OrleansJobs.Grains.Datasets.Csv;

/// <summary>Where the columns that are used stand; others are passed over.</summary>
internal readonly record struct CsvColumns(int Location, int Question, int Value, int Category, int Segment)
{
    public const string LocationName = "LocationDesc";
    public const string QuestionName = "Question";
    public const string ValueName = "Data_Value";
    private const string CategoryName = "StratificationCategory1";
    private const string SegmentName = "Stratification1";

    private static readonly string[] Names = [LocationName, QuestionName, ValueName, CategoryName, SegmentName];

    /// <summary>Finds them by name: exactly, else without regard to case and surrounding spaces.</summary>
    public static CsvColumns? Find(CsvReader reader, out string fault)
    {
        fault = FaultOf(reader);
        return fault.Length > 0 ? null : new CsvColumns(
            reader.GetFieldIndex(LocationName),
            reader.GetFieldIndex(QuestionName),
            reader.GetFieldIndex(ValueName),
            reader.GetFieldIndex(CategoryName),
            reader.GetFieldIndex(SegmentName));
    }

    private static string FaultOf(CsvReader reader)
    {
        var missing = Names.Where(name => !reader.TryGetFieldIndex(name, out _)).ToList();
        if (missing.Count > 0) return missing.Count == 1 ? $"there is no column {missing[0]}" : $"there are no columns {string.Join(", ", missing)}";
        var twice = Names.FirstOrDefault(name => IsTwice(reader, name));
        return twice is null ? "" : $"there is more than one column {twice}";
    }

    private static bool IsTwice(CsvReader reader, string name)
    {
        var exactly = reader.Headers.Count(header => header == name);
        return (exactly > 0 ? exactly : reader.Headers.Count(header => header.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))) > 1;
    }
}

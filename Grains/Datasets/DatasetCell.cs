using System.Runtime.InteropServices;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// All values of one question, location, category and segment. The texts are given by their places in the table's lists;
/// the category and the segment of rows that have none are -1.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DatasetCell(int Question, int Location, int Category, int Segment, Total Total)
{
    /// <summary>Stands for the category and the segment of rows without them.</summary>
    public const int None = -1;

    /// <summary>Whether it is a segment of a category.</summary>
    public bool HasCategory => Category != None;
}

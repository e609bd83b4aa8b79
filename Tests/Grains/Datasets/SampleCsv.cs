using System.Globalization;
using System.Text;
using OrleansJobs.Grains.Datasets.Sample;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>CSV for tests.</summary>
internal static class SampleCsv
{
    public const string Header = "LocationDesc,Question,Data_Value,StratificationCategory1,Stratification1\n";

    /// <summary>The sample in the form of the published table: a first column without name, quoted fields.</summary>
    public static string Text { get; } = Write();

    /// <summary>A small table.</summary>
    public const string Small = Header + "Ohio,How many?,1,Age,young\nOhio,How many?,2,Age,old\nUtah,How many?,4,,\n";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Write()
    {
        var csv = new StringBuilder(",LocationDesc,Topic,Question,Data_Value,StratificationCategory1,Stratification1\r\n");
        foreach (var (number, row) in SampleDataset.Rows().Index())
            csv.Append(CultureInfo.InvariantCulture, $"{number},{row.Location},\"a, topic\",\"{row.Question}\",{row.Value},{row.Category},\"{row.Segment}\"\r\n");
        return csv.ToString();
    }
}

using System.Text;

namespace OrleansJobs.Grains.Datasets.Sample;

/// <summary>
/// A made-up table of the published one's shape, so that the service has something to answer from the start: the same
/// questions, locations, categories and segments, zero to three values for each combination, and its two oddities: a row without
/// category, and a location without a value for one question. The values are invented and the same each time.
/// </summary>
internal static class SampleDataset
{
    private const string LocationWithoutValues = "Virgin Islands";
    private static readonly string QuestionWithoutValues = NutritionQuestions.HighIsGood[1];

    /// <summary>The table.</summary>
    public static DatasetTable Load()
    {
        var builder = new DatasetBuilder();
        foreach (var row in Rows())
        {
            builder.Add(
                Encoding.UTF8.GetBytes(row.Question),
                Encoding.UTF8.GetBytes(row.Location),
                Encoding.UTF8.GetBytes(row.Category),
                Encoding.UTF8.GetBytes(row.Segment),
                (double)row.Value);
        }

        return builder.Build();
    }

    /// <summary>Its rows.</summary>
    public static IEnumerable<SampleRow> Rows()
    {
        var random = new SplitMix64(20_240_131);
        var segments = SampleTexts.Categories.SelectMany(category => category.Segments.Select(segment => (category.Category, segment))).ToList();
        foreach (var question in NutritionQuestions.LowIsGood.Concat(NutritionQuestions.HighIsGood))
        {
            var usual = 20 + 30 * random.NextDouble();
            foreach (var location in SampleTexts.Locations)
            {
                var here = usual + 10 * (random.NextDouble() - 0.5);
                foreach (var (category, segment) in segments)
                {
                    for (var left = random.Next() % 4; left > 0; left--)
                    {
                        var value = Math.Round((decimal)(here + 20 * (random.NextDouble() - 0.5)), 1);
                        if (location == LocationWithoutValues && question == QuestionWithoutValues) continue;
                        yield return new SampleRow(location, question, value, category, segment);
                    }
                }
            }
        }

        yield return new SampleRow("New Jersey", NutritionQuestions.LowIsGood[3], 39.7m, "", "");
    }
}

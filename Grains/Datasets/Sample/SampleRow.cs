namespace OrleansJobs.Grains.Datasets.Sample;

/// <summary>A row of the sample. The category and the segment are empty where the row has none.</summary>
internal readonly record struct SampleRow(string Location, string Question, decimal Value, string Category, string Segment);

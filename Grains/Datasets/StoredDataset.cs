using OrleansJobs.Datasets;

namespace OrleansJobs.Grains.Datasets;

/// <summary>A dataset as it is stored.</summary>
/// <param name="Report">What there is to say of it.</param>
/// <param name="Table">Its table, in the grains' own form.</param>
public sealed record StoredDataset(DatasetReport Report, byte[] Table);
